check examples/phone-2015.yaml --markets CN --format md @
check examples/phone-2015.yaml --markets CN --topics src --format json @
