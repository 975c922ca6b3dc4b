"""A small plan as data, by block key and field name, with a text that looks like a formula and a late deal."""

from __future__ import annotations

from datetime import date
from typing import Any

DATA: dict[str, Any] = {
    "cover": {
        "account": "=Acme",
        "account_id": "KA-1",
        "manager": "A. Lee",
        "period": "2025 Q3",
        "review_date": date(2025, 10, 16),
        "currency": "CNY",
        "unit": "m",
        "as_of": date(2025, 9, 30),
        "next_review": date(2026, 1, 15),
        "competitor_1": "Voltara",
    },
    "team": [{"name": "A. Lee", "function": "Sales", "fte": 0.5}, {"name": "B. Wu", "function": "Service"}],
    "factors": [{"number": 3, "score": 2, "evidence": "Scope open", "previous": 3}, {"number": 1, "score": 4, "evidence": "Chart of June"}],
    "financials": [
        {"year": 2023 + i, "scenario": s, "revenue": 10.0 + i, "direct_cost": 6.0, "indirect_cost": 1.0, "plan": 11.0 + i}
        for i, s in enumerate("AAFPP")
    ],
    "contacts": [
        {"id": "C1", "name": "Lin Yue", "title": "CEO", "buying_role": "approver", "support": "neutral", "level": 1, "owner": "A. Lee"},
        {"id": "C2", "name": "Gao Jian", "title": "Buyer", "buying_role": "user", "support": "mentor", "level": 4, "reports_to": "C1"},
    ],
    "coverage": [{"contact": "C1", "member": "B. Wu", "level": 3}],
    "pipeline": [
        {
            "id": "O1",
            "name": "=1+1",
            "stage": "propose",
            "close_date": date(2026, 5, 2),
            "value": 7.0,
            "probability": 0.5,
            "next_step": "Call",
            "next_date": date(2025, 10, 20),
            "owner": "A. Lee",
        },
        {"id": "O2", "name": "Late one", "stage": "qualify", "close_date": date(2025, 9, 1), "value": 1.0, "probability": 0.2},
    ],
    "risks": [{"risk": "Budget cut", "source": "B4", "probability": "high", "impact": "high", "mitigation": "Ask", "owner": "B. Wu"}],
    "actions": [
        {"id": "A1", "action": "Old", "owner": "A. Lee", "due": date(2025, 9, 1), "done": date(2025, 9, 2)},
        {"id": "A2", "action": "Open", "owner": "A. Lee", "due": date(2025, 9, 20)},
    ],
}
