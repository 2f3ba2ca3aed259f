check examples/router-2015.yaml --as-of 2016-01-01 @
