plan tests/golden/plan-builds/product.profile @
plan tests/golden/plan-builds/product.profile --markets AA,BB --repair AA --format json @
