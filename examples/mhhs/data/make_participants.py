#!/usr/bin/env python3
"""Writes participants.csv and participant_roles.csv.

The document names seven organisations and no list of participants. Everybody else here is made up:
155 organisations that hold 250 roles of Table 8, of realistic variety, with the wave in which they
are ready. The same files come out on every run. See `participant_list` in assumptions.json.

Run without arguments, in any folder: python3 make_participants.py
"""

import csv
from pathlib import Path

HERE = Path(__file__).resolve().parent

# Waves of readiness for UIT: ready, due without and with E2E Sandbox.
WAVES = {
    1: ("", "2025-01-31", "2025-05-30"),
    2: ("2024-10-14", "2025-06-30", "2025-10-31"),
    3: ("2025-03-03", "2025-09-30", ""),
}
READY_SIT = {
    "core": "",
    "smrs provider": "2023-10-02",
    "service provider": "2023-10-02",
    "supplier": "2023-11-13",
    "(I)DNO": "2023-11-13",
    "agent": "2024-04-08",
}
COLUMNS = [
    "id", "organisation", "kind", "profile", "ways", "sandbox", "weight",
    "ready", "due", "blackout_from", "blackout_to", "blackout_reason",
]

participants: list[dict[str, str]] = []
roles: list[tuple[str, str, str]] = []


def add(id_, organisation, kind, held, profile, *, ways=None, sandbox=False, wave=None, weight=1, **facts):
    """One organisation; `facts` replace what kind and wave would say."""
    sit = profile != "UIT_ONLY"
    row = {
        "id": id_,
        "organisation": organisation,
        "kind": kind,
        "profile": profile,
        "ways": ways or ("SIT" if sit else "QUALIFICATION"),
        "sandbox": "Y" if sandbox else "N",
        "weight": str(weight),
        "ready": READY_SIT[kind] if sit else "",
        "due": "" if sandbox else "2025-02-28",
    }
    if wave:
        ready, due, due_sandbox = WAVES[wave]
        row["ready"] = ready
        row["due"] = due_sandbox if sandbox else due
    row.update({key: str(value) for key, value in facts.items()})
    participants.append({column: row.get(column, "") for column in COLUMNS})
    # Only "Y (selected)" cells of Table 8 need somebody to be selected (I-15).
    selectable = kind not in ("core",)
    for role in held:
        roles.append((id_, role, ("Y" if sit else "N") if selectable else ""))


def within(number, *spans):
    return any(first <= number <= last for first, last in spans)


def core():
    for id_, organisation, held in [
        ("DIP", "DIP service provider", ["DIP", "PKI"]),
        ("DCC", "DCC", ["DSP", "CSS"]),
        ("ELECTRALINK", "Electralink", ["DTN"]),
        ("ELEXON", "Elexon", ["ISDS", "LSS", "MDS", "VAS", "SETTLEMENT_OPS", "EXISTING_SETTLEMENT_OPS"]),
        ("RECCO", "RECCo", ["EES"]),
    ]:
        add(id_, organisation, "core", held, "SIT_AND_UIT", weight=5, due="2024-10-31")
    for id_, organisation in [("ST_CLEMENTS", "St Clements"), ("C_AND_C", "C&C")]:
        add(id_, organisation, "smrs provider", ["REGISTRATION"], "SIT_AND_UIT", weight=2, due="2024-12-20")


def suppliers():
    both = ["DOMESTIC_SUPPLIER", "NON_DOMESTIC_SUPPLIER"]
    for n in range(1, 61):
        held = both if n <= 25 else both[:1] if n <= 40 else both[1:]
        who = (f"SUPPLIER_{n:02}", f"Supplier {n:02}", "supplier", held)
        weight = 2 if n <= 25 else 1
        if within(n, (1, 4), (26, 29)):
            add(*who, "SIT_AND_UIT", sandbox=True, weight=weight)
        elif within(n, (5, 8)):
            add(*who, "SIT_AND_UIT", ways="SIT_OR_QUALIFICATION", sandbox=True, weight=weight)
        elif within(n, (45, 46)):
            add(*who, "SIT_AND_UIT", ways="SIT_OR_QUALIFICATION", weight=weight)
        elif n == 44:
            # Cannot be placed: SIT ends on 2025-04-07 and its two SIT-A stages alone take longer.
            add(*who, "SIT_ONLY", weight=weight, ready="2025-02-24")
        elif within(n, (30, 31), (41, 44)):
            add(*who, "SIT_ONLY", weight=weight)
        elif n == 60:
            # Cannot be placed: ready a week before Qualification ends.
            add(*who, "UIT_ONLY", wave=3, weight=weight, ready="2026-01-12", due="")
        else:
            wave = 1 if within(n, (9, 14), (32, 36)) else 2 if within(n, (15, 20), (37, 40), (47, 53)) else 3
            sandbox = within(n, (9, 20), (32, 36))
            add(*who, "UIT_ONLY", wave=wave, sandbox=sandbox, weight=weight)


def service_providers():
    pairs = [["MSS", "SDS"], ["MSA", "ADS"]]
    singles = [["MSS"], ["SDS"], ["MSA"], ["ADS"]]
    for n in range(1, 49):
        held = pairs[n % 2] if n <= 16 else singles[n % 4] if n <= 44 else ["UMSDS"]
        who = (f"SERVICE_PROVIDER_{n:02}", f"Service provider {n:02}", "service provider", held)
        if n <= 4:
            add(*who, "SIT_AND_UIT", sandbox=True)
        elif within(n, (17, 20), (45, 45)):
            add(*who, "SIT_ONLY")
        elif n == 48:
            add(*who, "UIT_ONLY", wave=3, blackout_from="2025-06-02", blackout_to="2025-09-01",
                blackout_reason="system replacement")
        else:
            wave = 1 if within(n, (5, 10), (21, 32)) else 2 if within(n, (11, 16), (33, 44)) else 3
            add(*who, "UIT_ONLY", wave=wave, sandbox=within(n, (5, 16), (21, 32)))


def agents():
    for n in range(1, 21):
        held = ["DC", "DA", "MOP"] if n <= 5 else ["DC", "DA"] if n <= 10 else [["DC"], ["DA"], ["MOP"]][n % 3]
        who = (f"AGENT_{n:02}", f"Agent {n:02}", "agent", held)
        if n <= 2:
            add(*who, "SIT_AND_UIT")
        elif within(n, (11, 12)):
            add(*who, "SIT_ONLY")
        elif n == 20:
            add(*who, "UIT_ONLY", wave=1, weight=3, due="2024-09-30")
        else:
            add(*who, "UIT_ONLY", wave=1 if n <= 5 else 2 if n <= 10 else 3)


def networks():
    for n in range(1, 21):
        held = ["NETWORK_OPS", "REGISTRATION"] + (["UMSO"] if n <= 12 else [])
        who = (f"IDNO_{n:02}", f"(I)DNO {n:02}", "(I)DNO", held)
        if n <= 3:
            add(*who, "SIT_AND_UIT", sandbox=True, weight=2)
        elif within(n, (13, 14)):
            add(*who, "SIT_ONLY")
        elif n == 12:
            add(*who, "UIT_ONLY", wave=3, ready="2025-06-02", due="2025-12-19")
        else:
            add(*who, "UIT_ONLY", wave=1 if within(n, (4, 8)) else 2, sandbox=within(n, (4, 8)))


def main():
    core()
    suppliers()
    service_providers()
    agents()
    networks()
    with (HERE / "participants.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(participants)
    with (HERE / "participant_roles.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["participant", "role", "selected"])
        writer.writerows(roles)


if __name__ == "__main__":
    main()
