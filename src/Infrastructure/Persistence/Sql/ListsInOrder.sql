-- Lists of a whole area are read in their order, up to the end of a page: the most severe conflicts, those due first, the newest; and the
-- appointments to come.
create index conflicts_by_severity on conflicts (severity desc, first_seen_at, id);
create index conflicts_by_due on conflicts (due_on, severity desc, first_seen_at, id);
create index conflicts_by_newest on conflicts (first_seen_at desc, severity desc, id);
-- Few are settled at first, and then most: neither is looked for among the others.
create index conflicts_settled on conflicts (severity desc, first_seen_at, id) where state in ('accepted', 'resolved', 'autoClosed');
create index appointments_to_come on appointments (start_at, citizen_id) where ended_at is null and status = 'booked';
