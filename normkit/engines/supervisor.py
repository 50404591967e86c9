"""One worker process, replaced when it dies."""

import signal
from collections.abc import Iterator, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from threading import Lock
from typing import Any

from normkit.engines import TakenT, Work, WorkerError
from normkit.engines.limits import WorkerLimits
from normkit.engines.worker import STARVED, Failure, serve
from normkit.pipelines.place import CELLS, Place
from normkit.sources.raw_document import RawDocument, Unreadable

_STARTS = 3
"""How often in a row a worker may die before it has begun."""
_MOST_STOPPED = 100
"""How many documents in a row may be stopped: then it is not the documents."""
_PATIENCE = 5.0  # seconds that a worker is given to end by itself

_starting = Lock()  # processes are started and counted by one thread at a time


class _Death(Exception):  # noqa: N818 (it is no mistake)
    """A worker died, or was ended, at a document, or at one of several."""

    def __init__(self, place: Place, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.first, self.last, self.step = place.document, place.last, place.step
        self.final = final
        """Whether the document is at fault for sure."""


class Supervisor:
    """Has documents taken by a process, and finds the one that it dies of.

    Documents at which a process died are given to a fresh one, each alone: only if that dies too, the document
    is stopped. Those that the dead one had taken are taken again.
    """

    def __init__(self, limits: WorkerLimits) -> None:
        self._limits = limits
        self._context = get_context("spawn")
        self._cells: Any = self._context.RawArray("d", CELLS)
        self._process: SpawnProcess | None = None
        self._job: Work[Any, Any] | None = None
        self._stopped = 0
        self._closing = False

    def take(self, job: Work[TakenT, Any], documents: Sequence[RawDocument | Unreadable]) -> Iterator[TakenT]:
        """Yield what becomes of documents, some at a time.

        Raises WorkerError if processes die whatever they are given, and what the job's worker raises.
        """
        while documents:
            try:
                yield self._ask(job, documents)
            except _Death as death:
                first = min(death.first, len(documents) - 1)
                behind = max(first, death.last) + 1
                yield from self.take(job, documents[:first])
                for document in documents[first:behind]:
                    yield self._take_alone(job, document, death)
                documents = documents[behind:]
            else:
                return

    def _take_alone(self, job: Work[TakenT, Any], document: RawDocument | Unreadable, death: _Death) -> TakenT:
        if not death.final:
            try:
                return self._ask(job, [document])
            except _Death as again:
                death = again
        self._stopped += 1
        if self._stopped == _MOST_STOPPED:
            msg = (
                f"{_MOST_STOPPED} documents in a row could not be processed, the last one because {death}; "
                "mend or leave out the stage that quarantine names; the same command continues the run"
            )
            raise WorkerError(msg)
        return job.stopped(document, death.step, str(death))

    def _ask(self, job: Work[TakenT, Any], documents: Sequence[RawDocument | Unreadable]) -> TakenT:
        self._prepare(job)
        Place(self._cells).begin()
        taken: TakenT = self._exchange([*documents], self._limits.seconds)
        self._stopped = 0
        return taken

    def _prepare(self, job: Work[Any, Any]) -> None:
        """See to it that there is a process, and that it has made a worker of the job."""
        deaths = 0
        while self._job is not job:
            try:
                if not self._process:
                    self._start()
                self._exchange(job)
                self._job = job
            except _Death as death:
                deaths += 1
                if deaths == _STARTS:
                    hint = "give them more --worker-memory" if self._limits.megabytes else "try --engine inline"
                    msg = f"worker processes end before they have begun: {death}; {hint}"
                    raise WorkerError(msg) from None

    def _start(self) -> None:
        self._connection, theirs = self._context.Pipe()
        arguments = theirs, self._cells, self._limits.megabytes
        process = self._context.Process(target=serve, args=arguments)
        with _starting, theirs:
            if self._closing:
                msg = "the run was stopped"
                raise WorkerError(msg)
            try:
                process.start()
            except OSError as error:
                msg = f"a worker process cannot be started: {error}; use fewer --workers"
                raise WorkerError(msg) from error
            self._process = process

    def _exchange(self, message: object, seconds: float | None = None) -> Any:  # noqa: ANN401 (its answer)
        """Raise _Death if the process dies of it, or a document takes too long; else what the worker raises."""
        assert self._process, "there is one"
        try:
            self._connection.send(message)
            if not self._answers(self._process.sentinel, seconds):
                at = Place(self._cells).document
                self._process.kill()
                reason = f"it took longer than {seconds:g} seconds"
                raise self._bury(reason, at)
            answer = self._connection.recv()
        except (EOFError, OSError):
            raise self._bury() from None
        if isinstance(answer, Failure):
            raise answer.error
        return answer

    def _answers(self, sentinel: int, seconds: float | None) -> bool:
        """Wait; whether something comes before a document takes too long. Raises EOFError if nothing can."""
        left = seconds
        while not (ready := wait([self._connection, sentinel], left)):
            left = (seconds or 0.0) - Place(self._cells).seconds
            if left <= 0:
                return False
        if ready == [sentinel] and not self._connection.poll():
            raise EOFError
        return True

    def _bury(self, reason: str = "", at: int | None = None) -> _Death:
        """Reap the process, and return its death: for `reason` if it was ended `at` a document."""
        process, self._process, self._job = self._process, None, None
        assert process, "there is one"
        self._connection.close()
        if not wait([process.sentinel], _PATIENCE):
            process.kill()
        with _starting:
            process.join()
        place = Place(self._cells)
        return _Death(
            place, reason or self._cause(process.exitcode or 0), final=place.document == place.last == at
        )

    def _cause(self, code: int) -> str:
        if code == STARVED:
            most = self._limits.megabytes
            return f"a worker needs more than {most:,} MiB" if most else "there is no memory left"
        if code >= 0:
            return f"the worker process ended with exit code {code}"
        with suppress(ValueError):
            return f"the worker process was killed by {signal.Signals(-code).name}"
        return f"the worker process was killed by signal {-code}"

    def close(self) -> None:
        """End the process, and wait until it has ended."""
        if self._process:
            self._process.kill()
            self._bury()

    def kill(self) -> None:
        """End the process, whatever it is at, and start none again; any thread may say so."""
        with _starting:
            self._closing = True
            if process := self._process:
                process.kill()
