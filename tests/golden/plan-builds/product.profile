antinomy: 1
product:
  id: thing
  name: A thing
  as_of: 2015-06-01
  markets: [AA, BB, CC, DD]
  facts: {key.kept: false, log.days: 7, maker.office: false}
