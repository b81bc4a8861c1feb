"""What an empty collection of Anki holds (schema 11, which every Anki since 2012 opens)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

STATEMENTS = (
    """create table col (id integer primary key, crt integer not null, mod integer not null,
        scm integer not null, ver integer not null, dty integer not null, usn integer not null,
        ls integer not null, conf text not null, models text not null, decks text not null,
        dconf text not null, tags text not null)""",
    """create table notes (id integer primary key, guid text not null, mid integer not null,
        mod integer not null, usn integer not null, tags text not null, flds text not null,
        sfld integer not null, csum integer not null, flags integer not null,
        data text not null)""",
    """create table cards (id integer primary key, nid integer not null, did integer not null,
        ord integer not null, mod integer not null, usn integer not null, type integer not null,
        queue integer not null, due integer not null, ivl integer not null,
        factor integer not null, reps integer not null, lapses integer not null,
        left integer not null, odue integer not null, odid integer not null,
        flags integer not null, data text not null)""",
    """create table revlog (id integer primary key, cid integer not null, usn integer not null,
        ease integer not null, ivl integer not null, lastIvl integer not null,
        factor integer not null, time integer not null, type integer not null)""",
    "create table graves (usn integer not null, oid integer not null, type integer not null)",
    "create index ix_notes_usn on notes (usn)",
    "create index ix_cards_usn on cards (usn)",
    "create index ix_revlog_usn on revlog (usn)",
    "create index ix_cards_nid on cards (nid)",
    "create index ix_cards_sched on cards (did, queue, due)",
    "create index ix_revlog_cid on revlog (cid)",
    "create index ix_notes_csum on notes (csum)",
)

BASIC, CONTRAST = 1_732_600_000_001, 1_732_600_000_002
"""Ids of our two note types: the same in every package, so that Anki knows them again."""

_CSS = (
    ".card { font-family: sans-serif; font-size: 20px; line-height: 1.4; text-align: left;"
    " max-width: 40em; margin: 1em auto; } blockquote { border-left: 3px solid #8888;"
    " margin-left: 0; padding-left: 1em; } .why { opacity: 0.75; }"
)
_ANSWER = "{{FrontSide}}\n<hr id=answer>\n"
_WHY = "{{#Why}}<div class=why>{{Why}}</div>{{/Why}}"


def models(at_s: int) -> str:
    """Return our note types as JSON."""
    return json.dumps(
        {
            str(BASIC): _model(
                BASIC,
                "Triad: front and back",
                ("Front", "Back", "Why"),
                "{{Front}}",
                f"{_ANSWER}{{{{Back}}}}{_WHY}",
                at_s,
            ),
            str(CONTRAST): _model(
                CONTRAST,
                "Triad: contrast",
                ("Bad", "Good", "Situation", "Lacks", "Why"),
                "{{Situation}}<p>What does this statement lack?</p>"
                "<blockquote>{{Bad}}</blockquote>",
                f"{_ANSWER}<blockquote>{{{{Good}}}}</blockquote>{{{{Lacks}}}}{_WHY}",
                at_s,
            ),
        }
    )


def _model(
    key: int, name: str, fields: tuple[str, ...], front: str, back: str, at_s: int
) -> Mapping[str, object]:
    template = {"name": "Card 1", "ord": 0, "qfmt": front, "afmt": back, "bqfmt": "", "bafmt": "",
                "did": None}  # fmt: skip
    return {
        "id": key,
        "name": name,
        "type": 0,
        "mod": at_s,
        "usn": -1,
        "sortf": 0,
        "did": 1,
        "tmpls": [template],
        "flds": [
            {"name": field, "ord": index, "sticky": False, "rtl": False, "font": "Arial",
             "size": 20, "media": []}
            for index, field in enumerate(fields)
        ],
        "css": _CSS,
        "latexPre": "",
        "latexPost": "",
        "req": [[0, "any", [0]]],
        "tags": [],
        "vers": [],
    }  # fmt: skip


def decks(names: Iterable[tuple[int, str]], at_s: int) -> str:
    """Return decks of these ids and names as JSON; Anki wants its default deck as well."""
    return json.dumps({str(key): _deck(key, name, at_s) for key, name in ((1, "Default"), *names)})


def _deck(key: int, name: str, at_s: int) -> Mapping[str, object]:
    nothing = [0, 0]
    return {
        "id": key, "name": name, "mod": at_s, "usn": -1, "lrnToday": nothing, "revToday": nothing,
        "newToday": nothing, "timeToday": nothing, "collapsed": False, "browserCollapsed": False,
        "desc": "", "dyn": 0, "conf": 1, "extendNew": 0, "extendRev": 0,
    }  # fmt: skip


def deck_options(at_s: int) -> str:
    """Return Anki's own default options as JSON."""
    return json.dumps(
        {
            "1": {
                "id": 1, "name": "Default", "mod": at_s, "usn": -1, "maxTaken": 60,
                "autoplay": True,
                "timer": 0, "replayq": True, "dyn": False,
                "new": {"bury": False, "delays": [1.0, 10.0], "initialFactor": 2500,
                        "ints": [1, 4, 0], "order": 1, "perDay": 20},
                "rev": {"bury": False, "ease4": 1.3, "fuzz": 0.05, "ivlFct": 1.0, "maxIvl": 36500,
                        "perDay": 200, "hardFactor": 1.2},
                "lapse": {"delays": [10.0], "leechAction": 1, "leechFails": 8, "minInt": 1,
                          "mult": 0.0},
            }
        }
    )  # fmt: skip


def configuration() -> str:
    """Return the collection's own settings as JSON."""
    return json.dumps(
        {
            "activeDecks": [1], "curDeck": 1, "newSpread": 0, "collapseTime": 1200, "timeLim": 0,
            "estTimes": True, "dueCounts": True, "curModel": str(BASIC), "nextPos": 1,
            "sortType": "noteFld", "sortBackwards": False, "addToCur": True, "dayLearnFirst": False,
            "schedVer": 2,
        }
    )  # fmt: skip
