#!/usr/bin/env python3
"""Verifies an export of a zone's audit without the portal.

    verify_audit.py EXPORT.jsonl [--trust CA.pem] [--mail MAIL.txt]...

EXPORT.jsonl  what the portal exports as JSON Lines.
--trust       certificates (PEM) of the authorities that issue seals to police zones; without it a signature is shown
              to hold, but not to be of whom it says.
--mail        the text of a mail to the data protection officer about a closed day; may be given several times. An
              export that leaves out its end together with the anchor is found only so, or by the sealed PDF.
--unsigned-ok an anchor without a signature is told, and is no fault: for a zone that had no seal yet.

Ends with 0 when everything holds, 1 when something does not, 2 when it could not be verified (unreadable, or
signatures that nobody could look at: openssl is missing). Needs Python 3.8, and openssl for signatures.

Arithmetic: a field is its length in bytes of UTF-8, a colon, its text and a semicolon; a missing one is "-;".
content = SHA-256(salt + fields(address, reason, details, caseNumber))
line    = SHA-256(fields("audit-line-1", zone, id, microseconds since 1970, person, onBehalfOf, key, supportAccess,
                         action, objectKind, object, purpose, content in hexadecimal))
chain   = SHA-256(chain before + number in 8 bytes, highest first + line); before the first line stand 32 zero bytes.
"""
import argparse
import base64
import calendar
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

MOST_TOLD = 30


def fields(*values):
    return b"".join(b"-;" if v is None else b"%d:%s;" % (len(v.encode()), v.encode()) for v in values)


def sha256(data):
    return hashlib.sha256(data).digest()


def microseconds(text):
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\.(\d{6})Z", text)
    if not found:
        raise ValueError("a time that is none: %r" % text)
    parts = [int(n) for n in found.groups()]
    return calendar.timegm((*parts[:6], 0, 0, 0)) * 1_000_000 + parts[6]


def statement(zone, day, sequence, chain):
    return "audit-anchor-1\nzone: %s\nday: %s\nsequence: %d\nsha256: %s\n" % (zone, day, sequence, chain)


class Verification:
    def __init__(self, trust, unsigned_ok):
        self.trust, self.unsigned_ok = trust, unsigned_ok
        self.openssl = shutil.which("openssl")
        self.faults, self.remarks, self.count = [], [], 0
        self.header, self.end = None, None
        self.lines = self.erased = self.anchors = self.signed = self.unsigned = self.vouched = 0
        self.last, self.chain, self.complete = None, None, True
        self.misfits, self.hashes = [], {}
        self.pending = None  # anchor before the first line

    def fault(self, text):
        self.count += 1
        if len(self.faults) < MOST_TOLD:
            self.faults.append(text)

    def begin(self, row):
        self.header = row
        if row.get("format") != "audit-export-1" or row.get("lineForm") != "audit-line-1":
            raise ValueError("this is no export of an audit that this script knows")
        self.last, self.chain = row["first"] - 1, bytes.fromhex(row["previous"])
        if row["first"] == 1 and self.chain != bytes(32):
            self.fault("START: the export begins with line 1, but says that something stood before it.")

    def line(self, row):
        number = row["sequence"]
        if self.lines == 0 and self.header["first"] != 1 and not self.pending:
            self.fault("START CUT: the export begins with line %d, and no anchor vouches for what stood before it." % self.header["first"])
        if number > self.last + 1:
            self.fault("REMOVED: line%s missing%s." % (
                " %d is" % (self.last + 1) if number == self.last + 2 else "s %d to %d are" % (self.last + 1, number - 1), " at the start" if self.lines == 0 else ""))
            self.chain = None
        elif number <= self.last:
            self.fault("REORDERED: line %d stands after line %d." % (number, self.last))
            self.chain = None
        if row["zone"] != self.header["zone"]:
            self.fault("CHANGED: line %d is of another zone." % number)
        content = row["content"]
        if content is not None:
            said = sha256(bytes.fromhex(content["salt"]) + fields(content["address"], content["reason"], content["details"], content["caseNumber"])).hex()
            if said != row["contentHash"]:
                self.fault("CHANGED: the words of line %d (%s) are not those that were written." % (number, row["doneAt"]))
        elif row["contentHash"] is not None:
            self.erased += 1
        own = sha256(fields("audit-line-1", row["zone"], row["id"], str(microseconds(row["doneAt"])), row["person"], row["onBehalfOf"], row["key"], row["supportAccess"],
                            row["action"], row["objectKind"], row["object"], None if row["purpose"] is None else str(row["purpose"]), row["contentHash"]))
        told = bytes.fromhex(row["chainHash"])
        if row["lineHash"] != own.hex():
            self.fault("CHANGED: line %d (%s) is not what its hash says." % (number, row["doneAt"]))
        elif self.chain is not None and self.next(self.chain, number, own) != told:
            self.misfits.append((number, self.chain, own, told, row["doneAt"]))
        self.lines, self.last, self.chain = self.lines + 1, number, told

    @staticmethod
    def next(before, number, own):
        return sha256(before + number.to_bytes(8, "big") + own)

    def anchor(self, row):
        self.anchors += 1
        day, number = row["day"], row["sequence"]
        if row["statement"] != statement(self.header["zone"], day, number, row["chainHash"]):
            self.fault("FORGED ANCHOR: what was signed for %s is not what the anchor says." % day)
        fits = True
        if self.lines == 0:
            self.pending = row
            if number != self.header["first"] - 1 or row["chainHash"] != self.header["previous"]:
                self.fault("START: the anchor of %s is not of the line before the first." % day)
        elif number != self.last:
            self.fault("REMOVED: the anchor of %s closes line %d, and line %d stands there." % (day, number, self.last))
            fits = False
        elif self.chain is None or row["chainHash"] != self.chain.hex():
            self.fault("ANOTHER CHAIN: the anchor of %s vouches for other lines up to %d than these: they were changed and hashed anew, or the anchor was." % (day, number))
            fits = False
        if row["signature"] is None:
            self.unsigned += 1
            text = "the anchor of %s has no signature: it proves nothing." % day
            if self.unsigned_ok:
                self.remarks.append(text)
            else:
                self.fault("UNSIGNED ANCHOR: " + text)
            return
        if self.verified(row["statement"], base64.b64decode(row["signature"]), row["madeAt"], "the anchor of " + day) and fits:
            self.signed += 1
            if self.lines:
                self.vouched = number

    def verified(self, text, signature, made_at, what):
        if not self.openssl:
            self.complete = False
            return False
        with tempfile.TemporaryDirectory() as folder:
            said, sealed = os.path.join(folder, "statement"), os.path.join(folder, "signature")
            with open(said, "wb") as file:
                file.write(text.encode())
            with open(sealed, "wb") as file:
                file.write(signature)
            command = [self.openssl, "cms", "-verify", "-binary", "-inform", "DER", "-in", sealed, "-content", said, "-out", os.devnull, "-purpose", "any"]
            if self.trust:
                # The certificate counts as of the day on which it signed.
                command += ["-CAfile", self.trust, "-no-CApath"]
                if made_at:
                    command += ["-attime", str(calendar.timegm(time.strptime(made_at, "%Y-%m-%dT%H:%M:%SZ")))]
            else:
                command += ["-noverify"]
            done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        if done.returncode != 0:
            reason = [r for r in done.stderr.decode("utf-8", "replace").splitlines() if "error" in r.lower()]
            self.fault("FORGED ANCHOR: the signature of %s does not hold%s. %s" % (what, " or is of nobody who is trusted" if self.trust else "", reason[-1].strip() if reason else ""))
        return done.returncode == 0

    def finish(self, row):
        self.end = row

    def resolve(self):
        """A line that fits at the place of another one was moved; what fits nowhere was changed."""
        right, before = None, 0
        for number, previous, own, told, at in self.misfits[:500]:
            if right is not None and before == number - 1:
                if self.next(right, number, own) == told:
                    continue
                previous = right
            other = None
            for candidate in self.misfits[:500]:
                fits = self.next(previous, number, candidate[2])
                if candidate[0] != number and fits in (candidate[3], told):
                    other = candidate
                    break
            right, before = self.next(previous, number, (other or (0, 0, own))[2]), number
            if other:
                self.fault("REORDERED: at place %d stands another line (%s) than the one that was chained there, which stands at place %d." % (number, at, other[0]))
            else:
                self.fault("CHANGED: line %d (%s) is not what was chained: it was changed, or a line before it was removed or added." % (number, at))

    def conclude(self):
        self.resolve()
        if self.lines == 0:
            self.fault("EMPTY: the export has no lines.")
        if self.end is None:
            self.fault("END CUT: the export does not reach its end.")
        elif self.lines and (self.end["last"] != self.last or self.end["lines"] != self.lines or self.end["chainHash"] != (self.chain or b"").hex()):
            self.fault("END CUT: the export says that it ends with line %s of %s, and ends with line %s of %s." % (self.end["last"], self.end["lines"], self.last, self.lines))
        if self.header["last"] != self.last:
            self.fault("END CUT: the export says at its start that it goes to line %s, and ends with line %s." % (self.header["last"], self.last))

    def mail(self, path, chain_at):
        with open(path, encoding="utf-8") as file:
            text = file.read().replace("\r\n", "\n")
        found = re.search(r"audit-anchor-1\nzone: (\S+)\nday: (\S+)\nsequence: (\d+)\nsha256: ([0-9a-f]{64})\n\s*((?:[A-Za-z0-9+/=]+\n)*)", text)
        if not found:
            raise ValueError("%s holds no statement about a closed day" % path)
        zone, day, number, chain, signature = found[1], found[2], int(found[3]), found[4], "".join(found[5].split())
        what = "the mail about " + day
        if zone != self.header["zone"]:
            self.fault("MAIL: %s is of zone %s." % (what, zone))
            return
        if signature:
            self.verified(statement(zone, day, number, chain), base64.b64decode(signature), None if not self.trust else time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), what)
        if number > self.last and day <= self.header["to"]:
            self.fault("END CUT: %s says that line %d existed, and the export ends with line %s." % (what, number, self.last))
        elif self.header["first"] <= number <= (self.last or 0) and chain_at.get(number) != chain:
            self.fault("ANOTHER CHAIN: %s vouches for other lines up to %d than these." % (what, number))
        else:
            self.remarks.append("%s agrees." % what)


def main():
    options = argparse.ArgumentParser(description="Verifies an export of a zone's audit without the portal.")
    options.add_argument("export")
    options.add_argument("--trust", metavar="CA.pem")
    options.add_argument("--mail", metavar="MAIL.txt", action="append", default=[])
    options.add_argument("--unsigned-ok", action="store_true")
    asked = options.parse_args()
    found = Verification(asked.trust, asked.unsigned_ok)
    whole, chain_at = hashlib.sha256(), {}
    kinds = {"line": found.line, "anchor": found.anchor, "end": found.finish}
    try:
        if asked.trust and not os.path.isfile(asked.trust):
            raise ValueError("%s is not there" % asked.trust)
        with open(asked.export, "rb") as file:
            for place, text in enumerate(file, 1):
                whole.update(text)
                row = json.loads(text)
                try:
                    if place == 1:
                        if row.get("kind") != "header":
                            raise ValueError("the first line is no header")
                        found.begin(row)
                        continue
                    if found.end is not None:
                        found.fault("ADDED: something stands behind the end of the export.")
                        break
                    kinds[row["kind"]](row)
                    if asked.mail and row["kind"] == "line":
                        chain_at[row["sequence"]] = row["chainHash"]
                except (KeyError, TypeError, ValueError, AttributeError) as wrong:
                    if found.header is None:
                        raise
                    found.fault("CHANGED: row %d of the file is not as exports are (%s)." % (place, wrong))
        if found.header is None:
            raise ValueError("the file is empty")
        found.conclude()
        for mail in asked.mail:
            found.mail(mail, chain_at)
    except (OSError, ValueError, KeyError) as wrong:
        print("CANNOT BE VERIFIED: %s" % wrong)
        return 2

    print("Zone %s %s, %s to %s" % (found.header["zone"], found.header.get("name", ""), found.header["from"], found.header["to"]))
    print("%d lines, %s to %s; the words of %d have been erased, which breaks nothing" % (found.lines, found.header["first"], found.last, found.erased))
    print("%d anchors, the signatures of %d hold%s" % (found.anchors, found.signed, "" if asked.trust else " (nobody was named with --trust: whose seals they are is not shown)"))
    print("Last hash:          %s" % (found.chain or b"").hex())
    print("SHA-256 of the file: %s" % whole.hexdigest())
    if found.lines and found.vouched < found.last:
        print("Lines after %d have no anchor yet that vouches for them." % found.vouched)
    for remark in found.remarks:
        print("Note: " + remark)
    for fault in found.faults:
        print(fault)
    if found.count > len(found.faults):
        print("... and %d more" % (found.count - len(found.faults)))
    if found.count:
        print("DOES NOT HOLD: %d fault%s" % (found.count, "" if found.count == 1 else "s"))
        return 1
    if not found.complete:
        print("CHAIN HOLDS, SIGNATURES NOT VERIFIED: openssl is missing on this machine")
        return 2
    print("HOLDS")
    return 0


if __name__ == "__main__":
    sys.exit(main())
