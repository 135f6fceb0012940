-- Due by the thousand, as after a big import: judged in large chunks, and after those whom somebody has just changed.
alter table due_citizens add column in_bulk boolean not null default false;
create index due_citizens_by_turn on due_citizens (in_bulk, due_since);
