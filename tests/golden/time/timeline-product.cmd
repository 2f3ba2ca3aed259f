timeline examples/phone-2015.yaml --markets CN --topics acc,src --to 2016-12-31 @
timeline examples/phone-2015.yaml --markets CN --topics src --as-of 2015-03-01 --format ics @
