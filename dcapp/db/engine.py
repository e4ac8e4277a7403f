"""Opens the encrypted file; the only place that knows the driver.

    writer = make_engine(path, keys.main_key, create=True)    # create=False (default): a missing file is refused
    reader = make_engine(path, keys.main_key, read_only=True)
    with environment_faults(), begin(writer, write=True) as connection: ...   # BEGIN IMMEDIATE … COMMIT
    with environment_faults(), begin(reader, write=False) as connection: ...  # BEGIN, query_only

`make_engine(None, None)` is the same engine in memory: one connection, shared, its users take turns.

Trap: POSIX drops *all* locks of a process on a file as soon as the process closes *any* handle on it. While an
engine is open nobody in this process may open main.db as a plain file, not even to read or copy it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary, WeakValueDictionary

from sqlalchemy import URL, Connection, Engine, QueuePool, StaticPool, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as driver

from dcapp.db import faults
from dcapp.db.faults import Interrupted, fault_of
from dcapp.kernel.errors import Damaged, EnvironmentFault
from dcapp.kernel.i18n import _

APPLICATION_ID = 0x53444301  # "SDC" and the generation of the file's outer form
PLAIN_HEADER = b"SQLite format 3\0"
BUSY_SECONDS = 5
CACHE_KIB = 64 * 1024
KEY_BYTES = 32

wipes_freed_memory = True
"""Freed memory is wiped and kept out of the swap file, for the whole process once the first file is open.

Tests switch it off: locking pages doubles the time of all work where no limit stops it, as for root. An ordinary
account may lock few pages: measured on 60,000 rows, bulk insert +25 %, scans, look-ups and small commits +0 %.
"""

WRITES = "dcapp_write"  # execution option: the transaction to begin is a writing one


@dataclass(eq=False)
class _File:
    """What the engines of one file share: open handles, whether writing was stopped, and whose turn it is."""

    stopped: bool = False
    open: int = 0
    turn: AbstractContextManager[Any] = field(default_factory=nullcontext)


_files: WeakValueDictionary[Path, _File] = WeakValueDictionary()
_of_engine: WeakKeyDictionary[Engine, _File] = WeakKeyDictionary()
_handles: WeakKeyDictionary[Engine, set[Any]] = WeakKeyDictionary()


def make_engine(path: Path | None, key: bytes | None, *, read_only: bool = False, create: bool = False) -> Engine:
    """The engine of a data file; nothing is opened before the first connection.

    `path` None: in memory, no key. `key`: 32 raw bytes, so that no derivation slows a connection. `read_only`:
    every transaction is query_only. Errors at the first connection: EnvironmentFault, Damaged.
    """
    if path is None:
        file = _File(turn=threading.RLock())
        engine = create_engine(
            "sqlite://",
            module=driver,
            poolclass=StaticPool,
            connect_args=_connect_arguments(),
            hide_parameters=True,
        )
        key = None
    else:
        if key is None or len(key) != KEY_BYTES:
            raise ValueError("a data file takes a raw key of 32 bytes")
        path = path.absolute()
        known = _files.get(path)
        # Once every handle is closed a stopped session is over: the next one checks the pages and may write again.
        file = known if known is not None and (known.open or not known.stopped) else _File()
        _files[path] = file
        engine = create_engine(
            URL.create("sqlite", database=str(path)),
            module=driver,
            poolclass=QueuePool,
            pool_size=1,
            max_overflow=4,
            connect_args=_connect_arguments(),
            hide_parameters=True,  # an error that is logged must not carry what people are called
        )
    _of_engine[engine] = file
    _handles[engine] = set()
    _listen(engine, file, path, key, read_only=read_only, create=create)
    return engine


def _connect_arguments() -> dict[str, Any]:
    # isolation_level=None: the driver must not begin transactions of its own, else SAVEPOINTs leak (deps.md T4).
    return {"isolation_level": None, "check_same_thread": False, "timeout": BUSY_SECONDS}


def _listen(
    engine: Engine, file: _File, path: Path | None, key: bytes | None, *, read_only: bool, create: bool
) -> None:
    handles = _handles[engine]

    def connect(_dialect: Any, _record: Any, _args: Any, arguments: dict[str, Any]) -> Any:
        if path is not None:
            _refuse_wrong_file(path, file, create=create)
        handle = driver.connect(":memory:" if path is None else str(path), **arguments)
        with ExitStack() as undo:
            undo.callback(handle.close)
            _prepare(handle, key, new=create or path is None)
            if read_only:
                handle.execute("PRAGMA query_only=1")
            undo.pop_all()
        file.open += 1
        return handle

    def closed(_handle: Any, _record: Any) -> None:
        file.open -= 1

    def taken(handle: Any, _record: Any, _proxy: Any) -> None:
        handles.add(handle)
        if not read_only:  # VACUUM INTO and the like run outside of `begin`
            handle.execute("PRAGMA query_only=0")

    def given_back(handle: Any, _record: Any) -> None:
        handles.discard(handle)

    def begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES, False) and not read_only
        # Deny by default: a transaction that did not ask for writing cannot write. A reading engine is so for good:
        # every setting of the flag makes SQLite forget all prepared statements (a page of 200 took twice as long).
        if not read_only:
            connection.exec_driver_sql(f"PRAGMA query_only={0 if writes else 1}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    def failed(context: Any) -> None:
        opened = context.connection is not None
        if opened and faults.code_of(context.original_exception) in faults.STOPPING:
            file.stopped = True

    event.listen(engine, "do_connect", connect)
    event.listen(engine, "close", closed)
    event.listen(engine, "checkout", taken)
    event.listen(engine, "checkin", given_back)
    event.listen(engine, "begin", begun)
    event.listen(engine, "handle_error", failed)


def _refuse_wrong_file(path: Path, file: _File, *, create: bool) -> None:
    """Refuse a missing or unencrypted file before the driver touches it."""
    if not path.exists():
        if create:
            return
        raise EnvironmentFault(
            _("Không thấy tệp dữ liệu {name}.").format(name=path.name),
            advice=_("Kiểm tra thư mục dữ liệu, hoặc khôi phục từ bản sao lưu."),
            technical=str(path),
        )
    if file.open:
        return  # looked at before; opening it now would drop the locks of this process
    with faults.file_faults(), path.open("rb") as data:
        header = data.read(len(PLAIN_HEADER))
    if header == PLAIN_HEADER:
        raise Damaged(
            _("Tệp dữ liệu {name} không được mã hóa nên không phải tệp của văn phòng này.").format(name=path.name),
            advice=_("Không dùng tệp này. Khôi phục từ bản sao lưu gần nhất."),
            technical="plain SQLite header",
        )


def _prepare(handle: Any, key: bytes | None, *, new: bool) -> None:
    """Key and settings of one connection, in the order of reliability.md section 5."""
    run = handle.execute
    run("PRAGMA cipher_log_level=NONE")  # else a wrong key writes to stderr (deps.md T14)
    if wipes_freed_memory and key is not None:
        run("PRAGMA cipher_memory_security=ON")
    if key is not None:
        run(f"PRAGMA key=\"x'{key.hex()}'\"")
    version = run("PRAGMA cipher_version").fetchone()
    if not version or not version[0]:
        # A driver without cipher ignores the key in silence and would write plain text.
        raise EnvironmentFault(
            _("Thư viện mã hóa không có trong bản cài này nên dữ liệu chưa được mở."),
            advice=_("Cài lại chương trình từ bộ cài gốc."),
            technical="PRAGMA cipher_version is empty",
        )
    run("PRAGMA trusted_schema=OFF")
    run("PRAGMA cell_size_check=ON")
    run("PRAGMA mmap_size=0")
    run("PRAGMA temp_store=MEMORY")
    mode = run("PRAGMA journal_mode=WAL").fetchone()[0]  # first read of the file: a wrong key ends here
    if key is not None and mode != "wal":
        raise EnvironmentFault(
            _("Nơi để dữ liệu không giữ được nhật ký ghi an toàn."),
            advice=_("Để dữ liệu trên ổ cứng của máy này, không để trên ổ mạng hay USB."),
            technical=f"journal_mode={mode}",
        )
    run("PRAGMA synchronous=FULL")  # NORMAL loses the last commits on a power cut
    run("PRAGMA foreign_keys=ON")
    run("PRAGMA secure_delete=ON")
    run(f"PRAGMA cache_size=-{CACHE_KIB}")
    if new and not run("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        run(f"PRAGMA application_id={APPLICATION_ID}")


@contextmanager
def begin(engine: Engine, *, write: bool, foreign_keys: bool = True) -> Iterator[Connection]:
    """One transaction, committed when the block ends and rolled back when it raises.

    `write` takes the write lock at once (BEGIN IMMEDIATE, waiting 5 s), so two writers never meet half-way.
    `foreign_keys=False` is for migrations that rebuild tables: with it on, a rebuilt parent deletes its children
    (deps.md T1); every reference is checked again before the commit.
    Raises EnvironmentFault when writing was stopped after a disk error.
    """
    file = _of_engine[engine]
    if write and file.stopped:
        raise EnvironmentFault(_(faults.STOPPED[0]), advice=_(faults.STOPPED[1]))
    with file.turn, engine.connect() as connection:
        connection.execution_options(**{WRITES: write})
        handle = connection.connection.driver_connection
        try:
            if not foreign_keys:
                _run(handle, "PRAGMA foreign_keys=OFF")  # silently ignored inside a transaction
            with connection.begin():
                yield connection
                if not foreign_keys:
                    _refuse_loose_ends(connection)
        finally:
            if not connection.invalidated:
                if handle is not None and handle.in_transaction:  # a COMMIT that failed leaves it open
                    handle.rollback()
                if not foreign_keys:
                    _run(handle, "PRAGMA foreign_keys=ON")


def change_mark(connection: Connection) -> tuple[int, int] | None:
    """What moves whenever anybody has written, here or over another connection; None where there is no such mark."""
    if connection.dialect.name != "sqlite":
        return None
    handle: Any = connection.connection.dbapi_connection
    return handle.execute("PRAGMA data_version").fetchone()[0], handle.total_changes


def _run(handle: Any, statement: str) -> None:
    if handle is not None:
        handle.execute(statement)


def _refuse_loose_ends(connection: Connection) -> None:
    loose = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if loose:
        raise Damaged(
            _("Có {count} bản ghi trỏ tới bản ghi không còn.").format(count=len(loose)),
            advice=_("Chưa thay đổi gì. Khôi phục từ bản sao lưu gần nhất hoặc hỏi người hỗ trợ."),
            technical="; ".join(f"{row[0]}#{row[1]} -> {row[2]}" for row in loose[:10]),
        )


def interrupt(engine: Engine) -> None:
    """Call off what the engine's connections are reading now; they raise Interrupted (through environment_faults).

    Safe from another thread; a statement that has just ended is not harmed.
    """
    for handle in tuple(_handles[engine]):
        with suppress(driver.ProgrammingError):  # closed in the meantime
            handle.interrupt()


def is_stopped(engine: Engine) -> bool:
    """True once a disk error or damage ended writing for this session (“chỉ cho xem”)."""
    return _of_engine[engine].stopped


@contextmanager
def environment_faults() -> Iterator[None]:
    """Work with the data file inside; trouble of disk, lock or file comes out as EnvironmentFault or Damaged.

    A called-off read comes out as Interrupted; IntegrityError and errors of our own SQL pass unchanged.
    """
    try:
        yield
    except (DBAPIError, driver.Error, OSError) as error:
        if faults.code_of(error) == faults.INTERRUPT:
            raise Interrupted from error
        fault = fault_of(error)
        if fault is None:
            raise
        raise fault from error
