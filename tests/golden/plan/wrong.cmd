plan examples/phone-2015.yaml --keep product.knd @
plan examples/phone-2015.yaml --repair DE @
plan examples/phone-2015.yaml --markets XX @
