-- People whom many are curious about: one look that no work explains is enough for log control to ask. Marks of CPR numbers, no numbers;
-- they need not be citizens here yet.
create table well_known_people (
    cpr_index bytea primary key check (octet_length(cpr_index) = 32),
    told_by uuid not null references users (id),
    told_at timestamptz not null default now()
);
alter table well_known_people enable row level security, force row level security;
create policy system on well_known_people to sammenhaeng_job using (true) with check (true);
create policy data_protection on well_known_people to sammenhaeng_web
    using ((select viewer_is_data_protection())) with check ((select viewer_is_data_protection()) and told_by = (select viewer_id()));
grant select, insert, delete on well_known_people to sammenhaeng_web;
grant select on well_known_people to sammenhaeng_job;
