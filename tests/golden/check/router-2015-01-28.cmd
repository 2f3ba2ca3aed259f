check examples/router-2015.yaml --as-of 2015-01-28 @
