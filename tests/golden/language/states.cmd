show tt.treaty.1 @
show tt.treaty.2 @
show uu.dir.1 @
show aa.length.2 @
explain tests/golden/language/product.yaml uu.dir.1 @
explain tests/golden/language/product.yaml tt.treaty.1 @
