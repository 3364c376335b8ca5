"""Words of the law and of the plans, as codes with their Chinese names."""

METHODS = {"home": "入户核查", "documents": "资料核查", "neighbours": "邻里走访", "phone": "电话核实（仅作补充）"}
FACE = ("home",)  # what counts as a visit

# Grounds on which documents take the place of a visit (the do-no-harm gate)
GROUNDS = {
    "death": "死亡证明、火化或户籍注销证明",
    "duplicate": "重复登记的凭据",
    "request": "本人书面申请",
    "hukou": "户口迁出、注销的凭据",
    "refused_visits": "两次登记在案的拒绝核查",
}

DECISIONS = {
    "remove": "停发（清退）",
    "decrease": "减发",
    "increase": "增发",
    "include": "纳入",
    "papers": "补手续",
    "transfer": "移交",
    "none": "不作处理",
}
LOSING = ("remove", "decrease")  # somebody gets less: the gate is closed without a verification
PAYING = {"remove": "停发", "decrease": "调减", "increase": "调增", "include": "新发"}
CAUSES = {
    "relation": "关系保",
    "favour": "人情保",
    "policy": "政策保",
    "death": "死亡",
    "income": "收入变化",
    "property": "财产变化",
    "other": "其他",
}

ORIGINS = {
    "self": "自查",
    "compare": "数据比对",
    "spot_check": "上级抽查",
    "inspection": "督查",
    "audit": "审计",
    "patrol": "巡视巡察",
    "report": "举报",
    "media": "媒体曝光",
    "history": "历史台账",
}
SUBJECTS = {"household": "户", "person": "人员", "unit": "单位", "village": "村"}
ROOTS = {"policy": "政策设计", "carrying_out": "政策落实", "conduct": "工作作风", "ability": "能力不足"}

# Against which books a problem is closed
BOOKS = {
    "payment_stop": "停发：以后的发放明细里没有这一户",
    "payment_amount": "调整：以后的发放金额与决定一致",
    "first_payment": "新发：以后的发放明细里有这一户",
    "recovery": "追缴：应追金额已全部到账",
    "register": "更正：更正材料由另一人核对",
    "document": "补手续：补齐材料由另一人核对",
    "none": "没有账可对：由另一人核对",
}
PAYMENT_BOOKS = ("payment_stop", "payment_amount", "first_payment")
BOOK_OF = {
    "remove": "payment_stop",
    "decrease": "payment_amount",
    "increase": "payment_amount",
    "include": "first_payment",
    "papers": "document",
}
