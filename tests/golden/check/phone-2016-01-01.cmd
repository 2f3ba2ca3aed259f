check examples/phone-2015.yaml --as-of 2016-01-01 @
