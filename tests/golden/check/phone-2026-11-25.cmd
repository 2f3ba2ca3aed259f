check examples/phone-2015.yaml --as-of 2026-11-25 @
