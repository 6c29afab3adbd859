"""A source of one's own, in Python: as external_source.cc, which tells about the file.

    external_source.py HOST:PORT FILE CERTIFICATES NAME

The stubs are made by protoc (--python_out) and grpc_python_plugin from the project's protos; their
folder stands in PYTHONPATH.
"""
import datetime
import hashlib
import struct
import sys
import time
from concurrent import futures

import grpc
from motcua.statistics.v1 import statistics_pb2 as pb
from motcua.statistics.v1 import statistics_pb2_grpc
from motcua.type.v1 import dossier_pb2

EPOCH_DAY = datetime.date(1970, 1, 1)


class State:
    """What the file says: counts by (agency, day, counter), each with its last revision."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            lines = file.read().split("\n")
        self.epoch = lines[0]
        self.counts = {}
        whole = lines[1:-1]  # what follows the last line break is still being written
        self.revision = len(whole)
        for number, line in enumerate(whole, start=1):
            agency, counter, date, value = line.split("\t")
            day = (datetime.date.fromisoformat(date) - EPOCH_DAY).days
            key = (agency, day, pb.Counter.Value(counter))
            before, _ = self.counts.get(key, (0, 0))
            self.counts[key] = (before + int(value), number)

    def digest(self):
        """As statistics.proto says at WatchCellsResponse.digest."""
        total = 0
        for (agency, day, counter), (value, _) in self.counts.items():
            if value == 0:
                continue
            text = b""
            for identifier in (agency, "", ""):  # no procedure, nobody responsible
                text += struct.pack(">i", len(identifier)) + identifier.encode()
            text += struct.pack(">iiiq", dossier_pb2.CHANNEL_ONLINE, day, counter, value)
            total += int.from_bytes(hashlib.sha256(text).digest()[:16], "big")
        return (total % 2**128).to_bytes(16, "big")


class Source(statistics_pb2_grpc.StatisticsServiceServicer):
    """It neither sums up nor lists dossiers: a source need not."""

    def __init__(self, path, name):
        self.path = path
        self.name = name

    def batch_after(self, told, state):
        full = told.epoch != state.epoch or told.revision > state.revision
        batch = pb.WatchCellsResponse(
            epoch=state.epoch, full=full, from_revision=0 if full else told.revision,
            through_revision=state.revision, end_of_batch=True, digest=state.digest(),
            source=self.name)
        for (agency, day, counter), (value, revision) in sorted(state.counts.items()):
            if revision > batch.from_revision:
                batch.cells.add(agency=agency, channel=dossier_pb2.CHANNEL_ONLINE, day=day,
                                counter=counter, value=value)
        return batch

    def WatchCells(self, request, context):
        """A batch whenever the file has changed; a bookmark each second."""
        told = request.after
        if request.HasField("after") and (not told.epoch or told.revision < 0):
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, "after is no cursor")
        if request.projection.ByteSize() > 0:
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, "PROJECTION_NOT_OFFERED")
        tick = 0
        while context.is_active():
            now = time.time_ns()
            batch = self.batch_after(told, State(self.path))
            batch.complete_until.FromNanoseconds(now)
            if batch.full or batch.cells or tick % 20 == 0:
                yield batch
            told = pb.CellCursor(epoch=batch.epoch, revision=batch.through_revision)
            tick += 1
            time.sleep(0.05)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def main():
    address, path, certificates, name = sys.argv[1:]
    identity = f"{certificates}/{name}"
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=8))
    statistics_pb2_grpc.add_StatisticsServiceServicer_to_server(Source(path, name), server)
    server.add_secure_port(address, grpc.ssl_server_credentials(
        [(read(identity + ".key"), read(identity + ".pem"))],
        root_certificates=read(f"{certificates}/ca.pem"), require_client_auth=True))
    server.start()
    server.wait_for_termination()


if __name__ == "__main__":
    main()
