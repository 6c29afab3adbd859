#!/usr/bin/python3
"""Makes every golden vector again, from the documents alone and in another language.

    check_vectors.py [FOLDER]

Prints what differs and ends with 3 if anything does. It needs Python, its protobuf package, protoc
and openssl. The documents:

    canonical, signatures   common/signing/README.md
    chain                   feed.proto, Event.chain_hash
    cells                   statistics.proto, WatchCellsResponse.digest
    timelines               statistics.proto, Counter

Of timelines, 35 to 41 (who made a dossier late) are judgements of processing: they are compared
with nothing here.
"""
import collections
import datetime
import hashlib
import json
import pathlib
import struct
import subprocess
import sys
import tempfile

from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory

HERE = pathlib.Path(__file__).resolve().parent
PROTOS = HERE.parents[2] / "protos"
faults = []


def expect(where, seen, expected):
    if seen != expected:
        faults.append(f"{where}: computed {seen}, the vector says {expected}")


def sized(data):
    return struct.pack(">I", len(data)) + data


# Messages.

def load_pool():
    with tempfile.NamedTemporaryFile() as file:
        protos = [str(path) for path in sorted(PROTOS.rglob("*.proto"))]
        subprocess.run(["protoc", f"-I{PROTOS}", "--include_imports",
                        f"--descriptor_set_out={file.name}", *protos], check=True)
        files = descriptor_pb2.FileDescriptorSet.FromString(pathlib.Path(file.name).read_bytes())
    pool = descriptor_pool.DescriptorPool()
    for proto in files.file:
        pool.Add(proto)
    return pool


def message_of(pool, vector):
    descriptor = pool.FindMessageTypeByName(vector["type"])
    if hasattr(message_factory, "GetMessageClass"):
        message = message_factory.GetMessageClass(descriptor)()
    else:  # before protobuf 4.22
        message = message_factory.MessageFactory(pool).GetPrototype(descriptor)()
    return json_format.ParseDict(vector["message"], message, descriptor_pool=pool)


# common/signing/README.md, canonical form.

def canonical_value(field, value):
    if field.type == field.TYPE_MESSAGE:
        return b"\3" + sized(canonical_fields(value))
    if field.type == field.TYPE_STRING:
        return b"\2" + sized(value.encode())
    if field.type == field.TYPE_BYTES:
        return b"\2" + sized(value)
    return b"\1" + struct.pack(">Q", int(value) % 2**64)


def canonical_fields(message, without=None):
    text = b""
    for field, value in sorted(message.ListFields(), key=lambda entry: entry[0].number):
        if field.name == without:
            continue
        repeated = field.label == field.LABEL_REPEATED
        for one in value if repeated else [value]:
            text += struct.pack(">I", field.number) + canonical_value(field, one)
    return text


def canonical(message, without=None):
    return sized(message.DESCRIPTOR.full_name.encode()) + canonical_fields(message, without)


def digest(message):
    return hashlib.sha256(canonical(message, without="signature")).digest()


def check_canonical(vectors, pool):
    for vector in vectors:
        message = message_of(pool, vector)
        expect(vector["about"], canonical(message).hex(), vector["canonical_hex"])
        expect(vector["about"] + ", digest", digest(message).hex(), vector["digest_hex"])


# The same, digest and signature. Ed25519 is OpenSSL's.

def verifies(public_key_pem, data, signature):
    with tempfile.TemporaryDirectory() as folder:
        for name, content in ("key", public_key_pem.encode()), ("data", data), ("sig", signature):
            pathlib.Path(folder, name).write_bytes(content)
        done = subprocess.run(
            ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "key", "-rawin", "-in", "data",
             "-sigfile", "sig"], cwd=folder, capture_output=True, check=False)
    return done.returncode == 0


def raw_key(pem):
    done = subprocess.run(["openssl", "pkey", "-pubin", "-outform", "DER"], input=pem.encode(),
                          capture_output=True, check=True)
    return done.stdout[-32:]  # RFC 8410: the key's 32 bytes end its SubjectPublicKeyInfo


def check_signatures(vectors, pool):
    key = raw_key(vectors["public_key_pem"])
    expect("public key", key.hex(), vectors["public_key_hex"])
    expect("key id", hashlib.sha256(key).hexdigest()[:16], vectors["key_id"])
    for vector in vectors["messages"]:
        message = message_of(pool, vector)
        signature = message.signature
        expect(vector["about"] + ", signature", signature.value.hex(), vector["signature_hex"])
        good = (signature.digest == digest(message) and signature.key_id == vectors["key_id"]
                and verifies(vectors["public_key_pem"], signature.digest, signature.value))
        expect(vector["about"] + ", verifies", good, vector["verifies"])


# feed.proto, Event.chain_hash.

def check_chain(events, _):
    previous = bytes(32)
    for event in events:
        form = struct.pack(">qqq?", event["sequence"], event["event_time_us"],
                           event["record_time_us"], event["command_end"])
        for name in "subject", "organisation", "payload_type":
            form += sized(event[name].encode())
        form += sized(bytes.fromhex(event["payload_hex"]))
        previous = hashlib.sha256(previous + form).digest()
        expect(f"event {event['sequence']}", previous.hex(), event["chain_hash_hex"])


# statistics.proto, WatchCellsResponse.digest.

def enum_number(pool, enum, name):
    return pool.FindEnumTypeByName(enum).values_by_name[name].number


def check_cells(batches, pool):
    held = {}
    for number, batch in enumerate(batches):
        for cell in batch["cells"]:
            form = b"".join(sized(cell.get(name, "").encode())
                            for name in ("agency", "procedure", "responsible_agency"))
            key = form + struct.pack(
                ">iii", enum_number(pool, "motcua.type.v1.Channel", cell["channel"]), cell["day"],
                enum_number(pool, "motcua.statistics.v1.Counter", cell["counter"]))
            form = key + struct.pack(">q", cell["value"])
            expect(f"batch {number}, cell", form.hex(), cell["canonical_hex"])
            held.pop(key, None)
            if cell["value"] != 0:
                held[key] = int.from_bytes(hashlib.sha256(form).digest()[:16], "big")
        total = sum(held.values()) % 2**128
        expect(f"batch {number}, digest", total.to_bytes(16, "big").hex(), batch["digest_hex"])


# statistics.proto, Counter. Days are local; times in the vectors are, too.

JUDGED = {"LATE_BY_OWN", "LATE_BY_LINKED", "LATE_APOLOGISED_OWN", "LATE_APOLOGISED_LINKED",
          "LATE_EXTENDED_OWN", "LATE_EXTENDED_LINKED", "LATE_STEP"}


def day_of(text):
    return datetime.date.fromisoformat(text[:10]) if text else None


class LegCount:
    """One leg, day by day: its flows, and which stock it is in at each 24:00."""

    def __init__(self, leg, add):
        self.add = add
        self.holder = leg["first_holder"]
        self.due = self.waiting = None
        self.open = True
        self.stock = None
        days = collections.defaultdict(list)
        for fact in leg["facts"]:
            days[day_of(fact["time"])].append(fact)
        day = day_of(leg["receive_time"])
        add("RECEIVED", self.holder, day, 1)
        # Long enough for every due day to pass.
        end = max([*days, *(day_of(f["due_day"]) for f in leg["facts"] if f.get("due_day"))])
        while day <= end + datetime.timedelta(days=2):
            for fact in days[day]:
                self.happen(fact, day)
            self.at_midnight(day)
            day += datetime.timedelta(days=1)

    def happen(self, fact, day):
        if "due_day" in fact:
            self.due = day_of(fact["due_day"])
        elif "paused" in fact:
            self.waiting = fact["paused"].upper()
        elif "resumed" in fact:
            self.waiting = None
        elif "moved_to" in fact and fact["moved_to"] != self.holder:
            self.add("MOVED_OUT", self.holder, day, 1)
            self.holder = fact["moved_to"]
            self.add("MOVED_IN", self.holder, day, 1)
        elif "ended" in fact:
            self.add(self.end_of(fact["ended"], day), self.holder, day, 1)
            self.open, self.waiting = False, None
        elif "reopened" in fact:
            self.add("REOPENED", self.holder, day, 1)
            self.open = True

    def end_of(self, how, day):
        if how != "finished":
            return {"withdrawn": "WITHDRAWN", "stopped": "STOPPED",
                    "refused": "REFUSED_AFTER_RECEIPT"}[how]
        if self.due is None:
            return "FINISHED_UNDATED"
        if day < self.due:
            return "FINISHED_EARLY"
        return "FINISHED_ON_TIME" if day == self.due else "FINISHED_LATE"

    def at_midnight(self, day):
        stock = None
        if self.open and self.waiting:
            stock = "WAITING_" + self.waiting
        elif self.open and self.due is None:
            stock = "UNDATED"
        elif self.open and day >= self.due:
            stock = "OVERDUE"
        stock = stock and (stock, self.holder)
        if stock == self.stock:
            return
        if self.stock:
            self.add(*self.stock, day, -1)
        if stock:
            self.add(*stock, day, 1)
        self.stock = stock


def count_processing(dossier, add):
    for leg in dossier["legs"]:
        LegCount(leg, lambda *cell, channel=leg["channel"]: add(*cell, channel=channel))


def count_intake(dossier, add):
    agency, filed = dossier["agency"], day_of(dossier["file_time"])
    add("FILED", agency, filed, 1)
    if dossier["channel"] == "CHANNEL_POST":
        add("POSTAL_IN", agency, filed, 1)
    for number, day in enumerate(dossier["supplement_days"]):
        add("SUPPLEMENT_REPEATED" if number else "SUPPLEMENT_FIRST", agency, day_of(day), 1)
    for name, counter in ("refused_day", "REFUSED"), ("postal_out_day", "POSTAL_OUT"):
        if dossier[name]:
            add(counter, agency, day_of(dossier[name]), 1)


def count_digitization(dossier, add):
    received, components = day_of(dossier["receive_time"]), dossier["components"]
    add("COMPONENTS_RECEIVED", dossier["agency"], received, 1)
    for name, counter in ("any", "ANY"), ("full", "FULL"), ("reused", "REUSED"):
        if components[name]:
            add("COMPONENTS_" + counter, dossier["agency"], received, 1)
    finish, result = dossier["finish"], dossier["newest_result"]
    if not finish:
        return
    agency, day = finish["agency"], day_of(finish["time"])
    add("RESULTS_FINISHED", agency, day, 1)
    if result:
        add("RESULTS_DIGITIZED", agency, day, 1)
    if result and result["doubtful"]:
        add("RESULTS_DOUBTFUL", agency, day, 1)
    last = day_of(result["valid_to"]) if result else None
    if last and last < day:
        return
    for counter in ["RESULTS_IN_FORCE"] + (["RESULTS_IN_FORCE_DIGITIZED"] if result else []):
        add(counter, agency, day, 1)
        if last:
            add(counter, agency, last + datetime.timedelta(days=1), -1)


def count_payment(dossier, add):
    agency, received = dossier["agency"], day_of(dossier["receive_time"])
    stand = [one for one in dossier["obligations"] if not one["cancelled"]]
    for financial, counter in (False, "FEE"), (True, "OBLIGATION"):
        if any(one["financial_obligation"] == financial for one in stand):
            add("FEE_BEARING_" + counter, agency, received, 1)
    paid = collections.Counter()
    for payment in dossier["payments"]:
        name, day = payment["channel"].upper(), day_of(payment["day"])
        add("PAYMENTS_" + name, agency, day, 1)
        add("AMOUNT_" + name, agency, day, payment["dong"])
        paid[name] += payment["dong"]
    for refund in dossier["refunds"]:
        add("REFUNDS", agency, day_of(refund["day"]), 1)
        add("AMOUNT_REFUNDED", agency, day_of(refund["day"]), refund["dong"])
        for channel, dong in refund["of"].items():
            paid[channel.upper()] -= dong
    if not stand:
        return
    national = paid["NATIONAL_PORTAL"] > 0
    other = paid["PROVINCE_GATEWAY"] > 0 or paid["QR_TRANSFER"] > 0
    way = {(False, False): "NONE", (True, False): "NATIONAL", (False, True): "OTHER",
           (True, True): "BOTH"}[national, other]
    recorded = "RECORDED" if dossier["receipt_in_force"] else "UNRECORDED"
    add(f"PAID_{way}_{recorded}", agency, received, 1)
    add("AMOUNT_OWED", agency, received, sum(one["dong"] for one in stand))


def check_timelines(vectors, _):
    for vector in vectors:
        dossier = vector["dossier"]
        cells = collections.Counter()

        def add(counter, agency, day, value, channel=dossier.get("channel")):
            cells[agency, channel, day.isoformat(), "COUNTER_" + counter] += value

        if not dossier.get("void"):
            globals()["count_" + vector["source"]](dossier, add)
        expected = {
            (cell["agency"], cell["channel"], cell["day"], cell["counter"]): cell["value"]
            for cell in vector["cells"] if cell["counter"].removeprefix("COUNTER_") not in JUDGED}
        seen = {key: value for key, value in cells.items() if value}
        expect(f"{vector['source']}, {vector['about']}", sorted(seen.items()),
               sorted(expected.items()))
        for cell in vector["cells"]:
            expect("procedure", cell["procedure"], dossier["procedure"])


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "vectors"
    pool = load_pool()
    for name in "canonical", "signatures", "chain", "cells", "timelines":
        vectors = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        before = len(faults)
        globals()["check_" + name](vectors, pool)
        count = len(vectors["messages"] if name == "signatures" else vectors)
        print(f"{name}: {count} vectors, {len(faults) - before} wrong")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 3 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
