"""Addresses of the area `pay`."""

from django.urls import URLPattern, path

from perennial.web.views import pay, pay_disputes, pay_months, pay_order, pay_plan, pay_statement

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern] = [
    path("pay/", pay.pay, name="pay"),
    path("pay/mine/", pay_statement.mine, name="pay_mine"),
    path("pay/<int:pk>/", pay_statement.statement, name="pay_statement"),
    path("pay/<int:pk>/export/", pay_statement.export, name="pay_export"),
    path("pay/<int:pk>/decide/", pay_disputes.grant, name="pay_decide"),
    path("pay/months/close/", pay_months.close, name="pay_close"),
    path("pay/months/reopen/", pay_months.reopen, name="pay_reopen"),
    path("pay/lines/<int:pk>/dispute/", pay_disputes.dispute, name="pay_dispute"),
    path("pay/disputes/", pay_disputes.disputes, name="pay_disputes"),
    path("pay/disputes/<int:pk>/settle/", pay_disputes.settle, name="pay_settle"),
    path("pay/plan/", pay_plan.plan, name="pay_plan"),
    path("pay/plan/what-if/", pay_plan.what_if, name="pay_what_if"),
    path("pay/orders/<int:pk>/", pay_order.order, name="pay_order"),
    path("pay/orders/<int:pk>/shares/", pay_order.shares, name="pay_order_shares"),
    path("pay/orders/<int:pk>/payments/", pay_order.payment, name="pay_order_payment"),
    path("pay/payments/<int:pk>/remove/", pay_order.remove, name="pay_payment_remove"),
]
