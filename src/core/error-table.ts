// Every error Zapflow raises, once: its kind decides the policy, its message is the default text.

/** What an error asks of whoever meets it; see docs/errors.md for the policy of each kind. */
export type ErrorKind = 'config' | 'input' | 'transient' | 'refused' | 'unknown-outcome' | 'bug';

type ErrorEntry = { readonly kind: ErrorKind; readonly message: string; readonly fix: string };

export const errorTable = {
  // configuration
  CONFIG_INVALID: {
    kind: 'config',
    message: 'The configuration is not valid.',
    fix: 'Correct the named setting; docs/configuration.md lists every key with its type and default.',
  },

  INSTANCE_RUNNING: {
    kind: 'config',
    message: 'Another Zapflow uses this data folder.',
    fix: 'Stop it with `./zapflow stop`, or give this one a folder of its own with `--data`.',
  },
  DATA_FOLDER_UNUSABLE: {
    kind: 'config',
    message: 'The data folder cannot be used.',
    fix: 'Make it writable for the user who runs Zapflow, or name another one with `--data`.',
  },
  PROGRAM_NOT_RUNNING: {
    kind: 'transient',
    message: 'No running Zapflow answers.',
    fix: 'Start it with `./zapflow start`, or name its data folder with `--data`.',
  },

  // calls and messages
  MESSAGE_INVALID: {
    kind: 'input',
    message: 'A message does not match its contract.',
    fix: 'Send what the contract declares; `details.issues` names each path and what was expected.',
  },
  MESSAGE_TOO_LARGE: {
    kind: 'input',
    message: 'A message is larger than a link carries.',
    fix: 'Send less at once, or raise `runtime.maxMessageBytes`.',
  },
  MESSAGE_NOT_DATA: {
    kind: 'input',
    message: 'A message holds something that is not plain data.',
    fix: 'Send plain values only: no functions, promises or handles.',
  },
  CALL_UNKNOWN: {
    kind: 'input',
    message: 'The service has no such call.',
    fix: 'Both sides must run the same version of the contract.',
  },
  CALL_CANCELLED: {
    kind: 'refused',
    message: 'The caller cancelled the call.',
    fix: 'Nothing to do; the handler was told through its signal.',
  },
  CALL_EXPIRED: {
    kind: 'transient',
    message: 'The deadline of a call passed before it was done; doing it again does no harm.',
    fix: 'Try again; look for a slow or blocked worker in /api/stats.',
  },
  CALL_UNANSWERED: {
    kind: 'unknown-outcome',
    message: 'The wait for the reply of a call ended before it came, so the call may have happened.',
    fix: 'Ask the service what became of it before doing it again; `details.reason` is why the wait ended.',
  },
  REPLY_LOST: {
    kind: 'unknown-outcome',
    message: 'The call was done, but its reply could not be delivered.',
    fix: 'Do not do it again; correct what the handler answers: `details.cause` is the code of what was wrong.',
  },
  PEER_DIED: {
    kind: 'transient',
    message: 'The worker died before it took the call.',
    fix: 'Try again; the supervisor restarts the worker.',
  },
  PEER_DIED_UNANSWERED: {
    kind: 'unknown-outcome',
    message: 'The worker died while it had the call, so it may have happened.',
    fix: 'Ask the service what became of it before doing it again.',
  },
  PEER_UNAVAILABLE: {
    kind: 'transient',
    message: 'The worker is not running.',
    fix: 'See `./zapflow status`; a worker at its restart cap starts again with `./zapflow restart WORKER`.',
  },
  QUEUE_FULL: {
    kind: 'transient',
    message: 'A bounded queue is full.',
    fix: 'Slow down or try later; /metrics shows which queue and how deep.',
  },
  SERVICE_STOPPING: {
    kind: 'transient',
    message: 'The service is shutting down and takes no new work.',
    fix: 'Try again after the restart.',
  },

  // disk
  DISK_FULL: {
    kind: 'transient',
    message: 'The disk is full; nothing was written.',
    fix: 'Free space on the disk that holds the database, in `dataDir` or at the PostgreSQL server; writing goes on by itself as soon as there is room.',
  },
  DISK_FAILED: {
    kind: 'transient',
    message: 'The disk reported an error; nothing was written.',
    fix: 'Look at the system log of the machine: the disk, its cable or its file system is failing.',
  },
  DISK_SYNC_FAILED: {
    kind: 'unknown-outcome',
    message: 'The disk did not confirm what was written, so it may be there or not.',
    fix: 'The program stops and reads the file afresh; replace the disk if it happens again.',
  },
  DATABASE_LOCKED: {
    kind: 'transient',
    message: 'Somebody else holds a lock on the database.',
    fix: 'End it: with a file a backup tool, a database browser or a second Zapflow; with PostgreSQL see `pg_stat_activity`.',
  },
  DATABASE_READ_ONLY: {
    kind: 'transient',
    message: 'The database can only be read.',
    fix: 'With a file: give the user who runs Zapflow the right to write it and its folder. With PostgreSQL: name the primary, not a standby. Writing then goes on by itself.',
  },
  DATABASE_UNOPENABLE: {
    kind: 'config',
    message: 'The database file cannot be opened.',
    fix: 'Check that the folder exists, is a folder, and may be written by the user who runs Zapflow.',
  },
  DATABASE_CORRUPT: {
    kind: 'config',
    message: 'The database file is damaged.',
    fix: 'Restore the last good copy: `./zapflow restore FILE`; the damaged file is kept beside it.',
  },
  DATABASE_MOVED: {
    kind: 'config',
    message: 'The database file was moved, replaced or deleted while it was in use.',
    fix: 'Put the file back, or restore the last backup: `./zapflow restore FILE`; what was written in the last second may be missing.',
  },
  DATABASE_LOST: {
    kind: 'config',
    message: 'The database file is missing or empty, but there are backups of it.',
    fix: 'Put the file back, or restore a backup: `./zapflow restore FILE`. To begin with a new, empty database instead, rename backups.json in the data folder.',
  },
  DATABASE_AWAY: {
    kind: 'transient',
    message: 'PostgreSQL cannot be reached.',
    fix: 'Start the server or repair the network; everything goes on by itself as soon as it answers.',
  },
  DATABASE_REFUSED: {
    kind: 'config',
    message: 'PostgreSQL refuses the connection as configured.',
    fix: 'Correct `storage.databaseUrl` (`ZAPFLOW_DATABASE_URL`): user, password, database, TLS.',
  },
  DATABASE_TOO_OLD: {
    kind: 'config',
    message: 'The PostgreSQL server is too old.',
    fix: 'Use PostgreSQL 14 or later; `storage.databaseUrl` (`ZAPFLOW_DATABASE_URL`) leads to an older one.',
  },
  DATABASE_IN_USE: {
    kind: 'config',
    message:
      'Another Zapflow, or a predecessor that the server has not noticed dead, holds the PostgreSQL database.',
    fix: 'Stop the other one, or give this one a database of its own in `storage.databaseUrl`; `pg_stat_activity` tells who it is.',
  },
  STATEMENT_TIMED_OUT: {
    kind: 'transient',
    message: 'A statement took longer than it may and was ended; nothing of it was done.',
    fix: 'Try again; look for locks and slow statements in `pg_stat_activity`.',
  },
  WRITE_UNKNOWN: {
    kind: 'unknown-outcome',
    message: 'The connection to PostgreSQL was lost while it committed, so the write may have happened.',
    fix: 'Ask for what was written before doing it again; a write with the same key is done once.',
  },
  JOURNAL_FULL: {
    kind: 'transient',
    message: 'PostgreSQL cannot be reached and the local journal is full, so nothing was written.',
    fix: 'Bring PostgreSQL back; `storage.maxJournaled` is how many writes the journal takes, as long as they fit into 256 MB.',
  },
  JOURNAL_UNWRITABLE: {
    kind: 'transient',
    message: 'The local journal cannot be written.',
    fix: 'See to `dataDir`: room on its disk, rights, another process at `journal.db`; writing goes on by itself.',
  },
  JOURNAL_UNOPENABLE: {
    kind: 'config',
    message: 'The local journal cannot be opened.',
    fix: 'Check that `dataDir` and `journal.db` in it may be written by the user who runs Zapflow.',
  },
  JOURNAL_CORRUPT: {
    kind: 'config',
    message: 'The local journal is damaged; PostgreSQL is not.',
    fix: 'Move `journal.db` aside with its `-wal` and `-shm` and start again. What was accepted while PostgreSQL was away and had not been brought over is lost with it.',
  },
  JOURNAL_UNTRUSTED: {
    kind: 'config',
    message: 'The disk did not confirm a write to the local journal, so nobody knows what it holds.',
    fix: 'Look at the system log of the machine and check the disk of `dataDir`; then start again: what the journal still holds is brought over.',
  },
  JOURNAL_WAITING: {
    kind: 'input',
    message: 'The local journal holds confirmed writes that are not in PostgreSQL yet.',
    fix: 'Start Zapflow with the PostgreSQL that they are meant for until the journal is empty, then restore. If that is lost: with --force they are done on the restored database at the next start; to do without them, move `journal.db` aside.',
  },
  ROW_CONFLICT: {
    kind: 'refused',
    message: 'A row contradicts one that is stored.',
    fix: 'Nothing to do for the operator; `details.reason` names the rule that it breaks.',
  },

  // storage
  SCHEMA_NEWER: {
    kind: 'config',
    message: 'The database was written by a newer Zapflow.',
    fix: 'Install that Zapflow or a later one and start it; or stay with this one and restore a backup made before the update: `./zapflow restore FILE`.',
  },
  BACKUP_EXISTS: {
    kind: 'input',
    message: 'There is a file of that name already.',
    fix: 'Choose another name, or replace it with --force.',
  },
  BACKUP_UNWRITABLE: {
    kind: 'input',
    message: 'The backup cannot be written.',
    fix: 'Name a file in a folder that exists, that the user who runs Zapflow may write, and whose disk has room. Nothing was left or changed there.',
  },
  BACKUP_ONTO_DATABASE: {
    kind: 'input',
    message: 'The file is part of what is backed up, so the backup would destroy it.',
    fix: 'Name another file, best in another folder or on another disk. Nothing was changed.',
  },
  BACKUP_EMPTY: {
    kind: 'input',
    message: 'There is nothing to back up yet.',
    fix: 'Start Zapflow once: it makes its database. If there should be one, `./zapflow db status` names where it is looked for.',
  },
  BACKUP_UNUSABLE: {
    kind: 'input',
    message: 'The file cannot be restored.',
    fix: 'Choose another backup; `./zapflow db status` names the last one. Nothing was changed.',
  },
  BACKUP_PASSPHRASE_MISSING: {
    kind: 'input',
    message: 'A backup is encrypted, and there is no passphrase for it.',
    fix: 'Run the command at a terminal, which asks for it, or name a file that holds it with --passphrase-file. `./zapflow backup --plain` makes one without. Nothing was changed.',
  },
  BACKUP_PASSPHRASE_WEAK: {
    kind: 'input',
    message: 'The passphrase is too short for a backup.',
    fix: 'Use at least 12 characters, better five random words. Nothing was changed.',
  },
  BACKUP_PASSPHRASE_WRONG: {
    kind: 'input',
    message: 'The passphrase does not open this backup.',
    fix: 'Give the one it was made with; nothing else opens it. Nothing was changed.',
  },
  RESTORE_UNCONFIRMED: {
    kind: 'input',
    message: 'The restore was not confirmed, so nothing was changed.',
    fix: 'Answer yes on the terminal, or add --yes where there is none.',
  },
  DECISION_UNCONFIRMED: {
    kind: 'input',
    message: 'It was not confirmed, so nothing was changed.',
    fix: 'Answer yes on the terminal, or add --yes where there is none.',
  },
  DATABASE_NOT_EMPTY: {
    kind: 'input',
    message: 'The database server holds data already.',
    fix: 'Replace it with --force (it is saved to a file in the data folder first), or name an empty database.',
  },
  UNIT_TIMED_OUT: {
    kind: 'bug',
    message: 'A write did not end in time; what it did was undone.',
    fix: 'Report it with the unit in `details.unit`: it waits for something that is not the database.',
  },
  CURSOR_MOVED: {
    kind: 'refused',
    message: 'A cursor is no longer where the caller saw it.',
    fix: 'Read it again and go on from there; `details.at` is where it stands.',
  },
  FUNDS_INSUFFICIENT: {
    kind: 'refused',
    message: 'There is less available than asked for.',
    fix: 'Lower the amount, or free what is reserved; `details.available` is what there is.',
  },
  KEY_REUSED: {
    kind: 'refused',
    message: 'The key was used before for something else.',
    fix: 'Give every intent, entry and reservation a key of its own.',
  },
  RESERVATION_CLOSED: {
    kind: 'refused',
    message: 'The reservation was closed before, so nothing is kept for it.',
    fix: 'Give the next intent an id of its own; this one was settled or released.',
  },
  RESERVATION_UNKNOWN: {
    kind: 'refused',
    message: 'There is no such reservation.',
    fix: 'Nothing to close; `details.id` is the one that was asked for.',
  },

  JOURNAL_OF_ANOTHER: {
    kind: 'config',
    message: 'The journal holds confirmed writes of another database than this one.',
    fix: 'Start with the database that it belongs to (`ZAPFLOW_DATABASE_URL`) until the journal is empty; to do without those writes, move `journal.db` away.',
  },
  JOURNAL_LEFT: {
    kind: 'config',
    message: 'The journal kept for PostgreSQL still holds confirmed writes that no database has.',
    fix: 'Start with that PostgreSQL (`ZAPFLOW_DATABASE_URL`) until the journal is empty; to do without those writes, move `journal.db` away.',
  },
  DISK_UNTRUSTED: {
    kind: 'config',
    message:
      'The disk did not confirm a write, so nothing that it shows can be trusted until it was looked at.',
    fix: 'Look at the system log of the machine and check the disk; then start again, or restore a backup on another disk.',
  },

  // people, tokens, receivers
  NAME_TAKEN: {
    kind: 'refused',
    message: 'There is an account of that name already.',
    fix: 'Choose another name. An account that was closed keeps its name and can be opened again.',
  },
  ADMIN_NEEDED: {
    kind: 'refused',
    message: 'Without this account there would be no administrator.',
    fix: 'Make another account an administrator first.',
  },
  SETUP_DONE: {
    kind: 'refused',
    message: 'There is an account already, so the first one cannot be made again.',
    fix: 'Sign in; an administrator makes further accounts.',
  },
  USER_UNKNOWN: {
    kind: 'input',
    message: 'There is no such account, or it is closed.',
    fix: 'The list of accounts shows those that are there.',
  },
  ROLE_EXCEEDED: {
    kind: 'refused',
    message: 'A token may not do more than its user.',
    fix: 'Give it the role of the user or a lesser one.',
  },
  SIGN_IN_OUTDATED: {
    kind: 'refused',
    message: 'The password was changed while somebody signed in with the one before.',
    fix: 'Sign in with the new password.',
  },
  CODE_USED: {
    kind: 'refused',
    message: 'The code of the second factor was used before.',
    fix: 'Wait for the next code; each counts once.',
  },
  SESSION_UNKNOWN: {
    kind: 'input',
    message: 'The session has ended.',
    fix: 'Sign in again.',
  },
  TOKEN_UNKNOWN: {
    kind: 'input',
    message: 'There is no such API token.',
    fix: 'The list of tokens shows those that are there.',
  },
  WEBHOOK_UNKNOWN: {
    kind: 'input',
    message: 'There is no such receiver of webhooks.',
    fix: 'The list of webhooks shows those that are there.',
  },
  LIMIT_REACHED: {
    kind: 'refused',
    message: 'There are as many of these as there may be.',
    fix: 'Remove some that are not needed; `details.of` says of what, `details.max` how many there may be.',
  },

  // cache
  CACHE_VALUE_INVALID: {
    kind: 'input',
    message: 'A value does not fit the kind it was to be cached as.',
    fix: 'Store what the schema of the kind declares, at most 64 Ki characters; `details.issues` names each path.',
  },
  REDIS_UNAVAILABLE: {
    kind: 'transient',
    message: 'Redis did not answer as it should.',
    fix: 'Check the server and `cache.redisUrl`; `details.reason` says what happened. The cache goes on from memory and reconnects by itself.',
  },

  // shared memory
  BOARD_KEY_OWNED: {
    kind: 'bug',
    message: 'A board key belongs to another writer.',
    fix: 'Let one service write the key; `details.owner` is the id of the writer that has it.',
  },
  BOARD_KEY_INVALID: {
    kind: 'input',
    message: 'A board key is empty or too long.',
    fix: 'Use 1 to 64 characters.',
  },
  BOARD_VALUE_TOO_LARGE: {
    kind: 'input',
    message: 'A value is larger than its board slot.',
    fix: 'Write less, or allocate the board with larger slots.',
  },
  BOARD_FULL: {
    kind: 'refused',
    message: 'The board has no free slot.',
    fix: 'Delete keys that are no longer needed, or allocate a larger board.',
  },
  BUFFER_LIMIT_REACHED: {
    kind: 'refused',
    message: 'The program already has as many shared buffers as it may.',
    fix: 'Detach what is no longer used; an unused buffer is released after its idle time.',
  },

  // the world outside
  BREAKER_OPEN: {
    kind: 'transient',
    message: 'A peer failed too often; calls to it are refused for a while.',
    fix: 'Wait `details.retryAfterMs`; one probe then decides. Look at the errors just before for the cause.',
  },
  OUTSIDE_TIMEOUT: {
    kind: 'transient',
    message: 'A peer did not answer in time.',
    fix: 'Try again; check the network and the status page of the peer.',
  },
  OUTSIDE_UNANSWERED: {
    kind: 'unknown-outcome',
    message: 'A request was sent but its outcome is not known, so it may have happened.',
    fix: 'Ask the peer what became of it before doing it again.',
  },
  HTTP_UNREACHABLE: {
    kind: 'transient',
    message: 'No connection to the server could be made; nothing was sent.',
    fix: 'Check the address, DNS, firewall and proxy; `details.reason` is the code of the system.',
  },
  ADDRESS_NOT_PUBLIC: {
    kind: 'refused',
    message: 'The address is not one of the public internet.',
    fix: 'Give an https address of a public host; a place in your own network is named in `outside.trusted` first.',
  },
  HTTP_BROKEN: {
    kind: 'transient',
    message: 'The connection broke during an exchange.',
    fix: 'Try again; if it lasts, look at proxies on the way.',
  },
  HTTP_UNAVAILABLE: {
    kind: 'transient',
    message: 'The server failed to answer the request.',
    fix: 'Try again later; `details.status` and `details.excerpt` are what the server said.',
  },
  HTTP_RATE_LIMITED: {
    kind: 'transient',
    message: 'The server asks for fewer requests.',
    fix: 'Wait `details.retryAfterMs`; lower the configured rate if it comes back.',
  },
  HTTP_REQUEST_INVALID: {
    kind: 'input',
    message: 'The request is not valid.',
    fix: 'Correct the request; `details` says what was wrong with it.',
  },
  HTTP_REQUEST_TOO_HEAVY: {
    kind: 'input',
    message: 'One request weighs more than its rate limit allows at all.',
    fix: 'Split the request, or raise the configured limit.',
  },
  HTTP_REFUSED: {
    kind: 'refused',
    message: 'The server declined the request.',
    fix: 'See `details.status` and `details.excerpt`: often a key, a permission or something missing.',
  },
  HTTP_REDIRECTED: {
    kind: 'refused',
    message: 'The server answered with a redirect that is not followed.',
    fix: 'Configure the final address; only reads within one origin follow redirects.',
  },
  HTTP_RESPONSE_TOO_LARGE: {
    kind: 'refused',
    message: 'A response is larger than the limit.',
    fix: 'Ask for less at once, or raise `maxResponseBytes`.',
  },
  HTTP_NOT_JSON: {
    kind: 'transient',
    message: 'A response is not JSON.',
    fix: 'Usually a page of a proxy in between; check the address.',
  },
  HTTP_RESPONSE_INVALID: {
    kind: 'refused',
    message: 'A response does not have the expected shape.',
    fix: 'The interface of the server may have changed; `details.issues` names each path.',
  },

  MQTT_UNBINDABLE: {
    kind: 'config',
    message: 'The embedded MQTT broker cannot listen on its address.',
    fix: 'Free the port, set another `mqtt.port` or `mqtt.host`, or set `mqtt.embedded` to false.',
  },
  WEBHOOK_UNANSWERED: {
    kind: 'transient',
    message: 'The receiver of a webhook did not take a message.',
    fix: 'Nothing: it is tried again, ever more rarely. Look at the receiver if it lasts.',
  },
  WEBHOOK_UNDELIVERED: {
    kind: 'refused',
    message: 'A message could not be delivered to the receiver of a webhook.',
    fix: 'Mend the receiver or its address, then send the message again from the list of dead letters.',
  },

  STREAM_FULL: {
    kind: 'transient',
    message: 'A stream has no place for another reader.',
    fix: 'Close a reader, or raise the stream’s `maxReaders`.',
  },

  // task pool
  TASK_TIMED_OUT: {
    kind: 'refused',
    message: 'A task ran for longer than its time limit, so its thread was ended.',
    fix: 'Give the task less to do, or raise its time limit; it is never tried again by itself.',
  },
  TASK_CRASHED: {
    kind: 'bug',
    message: 'A task ended its thread every time it was tried.',
    fix: 'Report it with the cause from the log; an out-of-memory cause may need higher resource limits.',
  },
  POOL_UNAVAILABLE: {
    kind: 'transient',
    message: 'No thread of a task pool can run.',
    fix: 'The cause says why the task module does not load; the pool tries again by itself, ever more rarely.',
  },

  // the gateway
  TLS_UNREADABLE: {
    kind: 'config',
    message: 'The certificate or its key cannot be read.',
    fix: 'Name files that exist, in PEM, readable by the user who runs Zapflow; `details.path` is the setting.',
  },
  INSTANCE_KEY_BROKEN: {
    kind: 'config',
    message: 'The key of the data folder cannot be read.',
    fix: 'Put back `instance.key` from your backup, readable by the user who runs Zapflow. If it is lost, `./zapflow reset-secrets` begins anew: second factors and webhooks are set again.',
  },
  INSTANCE_KEY_MISSING: {
    kind: 'config',
    message: 'The key of the data folder is missing, and the database holds secrets that only it opens.',
    fix: 'Put back `instance.key` into the data folder, from where you keep it beside your backups. If it is lost, `./zapflow reset-secrets` begins anew: second factors and webhooks are set again.',
  },
  INSTANCE_KEY_WRONG: {
    kind: 'config',
    message: 'The key of the data folder is not the one that the secrets in the database were sealed with.',
    fix: 'Put the `instance.key` that belongs to this database into the data folder. If it is lost, `./zapflow reset-secrets` begins anew: second factors and webhooks are set again.',
  },
  SEAL_BROKEN: {
    kind: 'refused',
    message: 'A stored secret cannot be opened with the key of this data folder.',
    fix: 'Put back the `instance.key` that belongs to the database, or set the secret anew.',
  },
  HOST_UNKNOWN: {
    kind: 'input',
    message: 'This is not a name of this Zapflow.',
    fix: 'Use the address it listens on, or add the name to `gateway.hosts`.',
  },
  ORIGIN_FOREIGN: {
    kind: 'refused',
    message: 'The request was caused by another web page.',
    fix: 'Open the dashboard itself. Behind a proxy declare it in `gateway.trustedProxy` and let it send X-Forwarded-Host and X-Forwarded-Proto.',
  },
  HEADER_MISSING: {
    kind: 'refused',
    message: 'A change without an API token needs the header `x-zapflow: 1`.',
    fix: 'Send the header, or an API token.',
  },
  SIGN_IN_NEEDED: {
    kind: 'refused',
    message: 'Sign in first.',
    fix: 'Sign in on the dashboard, or send an API token as `Authorization: Bearer zf_…`.',
  },
  SIGN_IN_WRONG: {
    kind: 'refused',
    message: 'Name or password is wrong.',
    fix: 'Try again; after five wrong tries the name is locked for a while.',
  },
  SIGN_IN_LOCKED: {
    kind: 'refused',
    message: 'Too many wrong tries; this name is locked for a while.',
    fix: 'Wait as long as Retry-After says; `details.retryAfterMs` is the rest.',
  },
  CODE_NEEDED: {
    kind: 'refused',
    message: 'Give the six digits of your second factor.',
    fix: 'Send `code` as the authenticator shows it now.',
  },
  CODE_WRONG: {
    kind: 'refused',
    message: 'The six digits are wrong, too old or used before.',
    fix: 'Wait for the next code; check the clock of the phone and of this machine.',
  },
  TOTP_NEEDED: {
    kind: 'refused',
    message: 'This asks for a second factor, and the account has none yet.',
    fix: 'Set one under Settings, Account. Live mode answers nothing before, also not to API tokens of the account; keys ask for it in paper mode too.',
  },
  TOTP_NOT_BEGUN: {
    kind: 'refused',
    message: 'There is no new second factor to confirm.',
    fix: 'Begin again; a new secret is kept for ten minutes.',
  },
  TOTP_COMPULSORY: {
    kind: 'refused',
    message: 'Live mode does not go without a second factor.',
    fix: 'Set another one instead: it takes the place of the present one.',
  },
  SETUP_TOKEN_WRONG: {
    kind: 'refused',
    message: 'The set-up token is wrong or of an earlier start.',
    fix: 'Open the address that Zapflow printed at its last start.',
  },
  ROLE_MISSING: {
    kind: 'refused',
    message: 'Your role does not allow this.',
    fix: 'Ask an admin for another role.',
  },
  AREA_MISSING: {
    kind: 'refused',
    message: 'The token is limited to other areas.',
    fix: 'Use a token with the area of the request.',
  },
  PEOPLE_ONLY: {
    kind: 'refused',
    message: 'Only a person who signed in may do this, not a token.',
    fix: 'Do it on the dashboard.',
  },
  STEP_UP_NEEDED: {
    kind: 'refused',
    message: 'Give your password again, and the code where you have one.',
    fix: 'Post them to `/api/session/step-up`, then repeat the request within five minutes.',
  },
  RATE_EXCEEDED: {
    kind: 'refused',
    message: 'Too many requests.',
    fix: 'Wait as long as Retry-After says; `gateway.rateLimit` sets the limits.',
  },
  REQUEST_INVALID: {
    kind: 'input',
    message: 'The request is not as it should be.',
    fix: 'Correct what `problems` names; docs/api.md lists every route.',
  },
  REQUEST_TOO_SLOW: {
    kind: 'input',
    message: 'The request did not arrive in time.',
    fix: 'Send header and body within 10 seconds.',
  },
  HEADER_TOO_LARGE: {
    kind: 'input',
    message: 'The header of the request is too large.',
    fix: 'Send at most 16 kB of it; in a browser remove the cookies of this address.',
  },
  BODY_TOO_LARGE: {
    kind: 'input',
    message: 'The body of the request is too large.',
    fix: 'Send at most 256 kB.',
  },
  BODY_TYPE_UNKNOWN: {
    kind: 'input',
    message: 'The body is not plain JSON.',
    fix: 'Send JSON with the type application/json, not compressed.',
  },
  ROUTE_UNKNOWN: {
    kind: 'input',
    message: 'There is no such address.',
    fix: 'Look it up in docs/api.md or at /api/docs.',
  },
  ROW_UNKNOWN: {
    kind: 'input',
    message: 'There is no such thing, or it is not yours.',
    fix: 'Load the list again.',
  },
  GATEWAY_UNBINDABLE: {
    kind: 'config',
    message: 'The gateway cannot listen on its address.',
    fix: 'Free the port or set another `gateway.port` (0 takes any free one) or `gateway.host`.',
  },

  PROGRAM_SILENT: {
    kind: 'transient',
    message: 'Zapflow holds the data folder but does not answer.',
    fix: 'It may be stopped or starved; look at its process. `kill -9` ends it without loss of what is committed.',
  },

  // workers
  SHARED_MEMORY_OFF: {
    kind: 'config',
    message: 'Shared memory is switched off.',
    fix: 'Set `runtime.sharedMemory.enabled` to true.',
  },
  WORKER_FAILED: {
    kind: 'bug',
    message: 'A worker failed to start or died.',
    fix: 'See the cause and the stack in the log; the supervisor restarts it within its limits.',
  },
  WORKER_UNKNOWN: {
    kind: 'input',
    message: 'There is no such worker.',
    fix: '`./zapflow status` lists the workers.',
  },

  // signer
  SIGNER_REFUSED: {
    kind: 'refused',
    message: 'The signer declined.',
    fix: 'docs/signer.md says what each reason asks for; the limits of the signer are changed with the second factor only.',
  },
  SIGNER_AWAY: {
    kind: 'transient',
    message: 'The signer does not answer; nothing was signed.',
    fix: 'It is started again by itself; if it stays away, look at the output of `./zapflow start`.',
  },
  SIGNER_UNANSWERED: {
    kind: 'unknown-outcome',
    message: 'The signer did not answer, so it may have done what it was asked.',
    fix: 'Ask the chain or the signer what became of it before doing it again.',
  },
  PASSPHRASE_FILE_UNUSABLE: {
    kind: 'config',
    message: 'The passphrase file of the signer cannot be used.',
    fix: 'Name a small file that only the user who runs Zapflow can read: `chmod 600 FILE`.',
  },
  KEYSTORE_MISSING: {
    kind: 'input',
    message: 'There is no keystore in the data folder.',
    fix: 'Make one with `./zapflow signer init`.',
  },
  KEYSTORE_EXISTS: {
    kind: 'input',
    message: 'There is a keystore in the data folder already.',
    fix: 'Add keys to it with `./zapflow signer add-key`; to begin anew, move the file away first.',
  },
  KEYSTORE_UNUSABLE: {
    kind: 'config',
    message: 'The file of the keystore cannot be read or written.',
    fix: 'Correct its owner and rights, or put it back from a backup.',
  },

  // sandbox
  SANDBOX_AWAY: {
    kind: 'transient',
    message: 'The sandbox does not run or does not answer.',
    fix: 'It runs in mode sandbox, beside a program started without `--no-guard`; what keeps it from running stands on standard error of `./zapflow start`.',
  },
  SANDBOX_UNBINDABLE: {
    kind: 'config',
    message: 'The control server of the sandbox cannot listen on its port.',
    fix: 'Stop what has the port, or set `sandbox.port` to another one (0 takes any free one).',
  },
  SANDBOX_STATE_UNREADABLE: {
    kind: 'config',
    message: 'The saved state of the Solana node of the sandbox cannot be read.',
    fix: 'Remove the file: the chain begins anew.',
  },
  FAULT_UNKNOWN: {
    kind: 'input',
    message: 'The sandbox has no such fault.',
    fix: '`./zapflow sandbox status` lists what can be switched on.',
  },
  FAULT_SETTINGS_INVALID: {
    kind: 'input',
    message: 'The settings of the fault are not valid.',
    fix: 'The message names the field; `./zapflow sandbox status` shows those in effect.',
  },

  // markets
  DECIMAL_INVALID: {
    kind: 'input',
    message: 'A number is no decimal of the form that is asked for.',
    fix: 'Write digits with a point, such as 61659.70, and no more decimals than the instrument has.',
  },
  CANDLE_INVALID: {
    kind: 'input',
    message: 'A candle, or a trade in one, is not what can be counted exactly.',
    fix: 'Whole ticks, lots and milliseconds are counted, in the order of time; `details` holds what was given.',
  },
  INDICATOR_INVALID: {
    kind: 'input',
    message: 'There is no such indicator, or it does not take these settings or numbers.',
    fix: 'Name it as in the list of indicators, with its settings behind it, such as ema:length=50.',
  },
  INSTRUMENT_UNKNOWN: {
    kind: 'input',
    message: 'There is no such instrument.',
    fix: 'Name it as market and symbol, such as usdm:BTCUSDT; `market.symbols` lists those that are followed.',
  },
  FILE_UNREADABLE: {
    kind: 'input',
    message: 'A file cannot be read.',
    fix: 'Check its name and rights; a compressed file that breaks off is read to where it breaks.',
  },
  RECORDING_INVALID: {
    kind: 'input',
    message: 'A file is no recording of market data.',
    fix: 'Give files that `./zapflow record` wrote, or raw lines of receive time and message; the message names file and line.',
  },
  VENUE_UNREACHABLE: {
    kind: 'transient',
    message: 'The exchange cannot be reached.',
    fix: 'Check the network and `market.endpoints`; it is tried again by itself.',
  },
  RPC_REFUSED: {
    kind: 'refused',
    message: 'The Solana node refused the request.',
    fix: 'Read what it says; another node may know more, see `chain.endpoints`.',
  },
  RPC_BEHIND: {
    kind: 'transient',
    message: 'The Solana node does not know this yet.',
    fix: 'Nothing: it is asked again, or another node is.',
  },
  TRANSACTION_UNKNOWN: {
    kind: 'input',
    message: 'No node knows this transaction.',
    fix: 'Check the signature; a node may have dropped what is old.',
  },
  MINT_UNKNOWN: {
    kind: 'input',
    message: 'No token has this mint.',
    fix: 'Check the address of the mint.',
  },
  ADDRESS_INVALID: {
    kind: 'input',
    message: 'This is no address of Solana.',
    fix: 'An address is 32 to 44 letters and digits of base58.',
  },
  VENUE_ANSWER_INVALID: {
    kind: 'transient',
    message: 'The exchange answered something that cannot be read.',
    fix: 'It is asked again; if it stays, the address is not the one of the exchange, or its interface changed.',
  },
  STREAM_REFUSED: {
    kind: 'transient',
    message: 'The exchange refused a subscription.',
    fix: 'The message has its reason; check that the symbol trades there.',
  },

  // our own mistakes
  CONTRACT_INVALID: {
    kind: 'bug',
    message: 'A contract cannot be used as declared.',
    fix: 'Correct the declaration; the message names it.',
  },
  REPLY_INVALID: {
    kind: 'bug',
    message: 'A service answered something its contract does not allow.',
    fix: 'Correct the handler; `details.issues` names each path.',
  },
  PROTOCOL_BROKEN: {
    kind: 'bug',
    message: 'A batch could not be read to its end.',
    fix: 'Both sides must run the same version of the contract.',
  },
  BUG: {
    kind: 'bug',
    message: 'An assumption of the program broke.',
    fix: 'Report it with the stack from the log.',
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorTable;
