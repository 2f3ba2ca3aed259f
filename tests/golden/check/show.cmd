show cn.ctl.18 @
show cn.bank317 @
show key.custody @
show acc.key-escrow @
show cn.ctl.81 @
search 密码 @
search encrypt bank @
