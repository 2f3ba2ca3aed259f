check examples/router-2015.yaml --as-of 2015-04-20 @
