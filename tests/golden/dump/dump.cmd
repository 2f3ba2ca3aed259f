dump tree tests/format/comments.yaml
dump conditions cn.ctl.18 cn.telecom-or-internet-provider ax.gave-key @
dump rows examples/router-2015.yaml --markets US @
dump conditions nothing.of-the-kind @
dump everything
