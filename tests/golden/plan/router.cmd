plan examples/router-2015.yaml --keep product.kind @
