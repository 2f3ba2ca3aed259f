check examples/router-2015.yaml --as-of 2026-11-25 @
