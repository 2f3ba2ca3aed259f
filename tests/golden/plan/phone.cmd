plan examples/phone-2015.yaml @
plan examples/phone-2015.yaml --keep product.kind,source.modes,certificates --repair CN @
