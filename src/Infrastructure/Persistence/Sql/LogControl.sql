-- What was looked at on a day, as it stood the night after: what the samples are drawn from, and what is usual for whom. Forgotten after
-- some weeks; the log itself stays.
create table log_visits (
    id uuid primary key,
    day date not null,
    area text collate "C" not null,
    at timestamptz not null,
    user_id uuid not null references users (id),
    citizen_id uuid references citizens (id),
    ground text collate "C" not null check (ground in ('alert', 'unexplained', 'explained')),
    alerts text[] collate "C" not null,
    outside_hours boolean not null,
    check ((cardinality(alerts) = 0) or ground = 'alert')
);
create index log_visits_by_day on log_visits (day);
create index log_visits_by_pair on log_visits (user_id, citizen_id, day);

-- One draw for each area and night. Nobody knows the seed before it, everybody may know it after.
create table log_draws (
    area text collate "C" not null,
    day date not null,
    drawn_at timestamptz not null,
    seed bytea not null check (octet_length(seed) = 32),
    alerts integer not null check (alerts >= 0),
    unexplained integer not null check (unexplained >= 0),
    explained integer not null check (explained >= 0),
    drawn_unexplained integer not null check (drawn_unexplained between 0 and unexplained),
    drawn_explained integer not null check (drawn_explained between 0 and explained),
    primary key (area, day)
);

alter table sampled_visits
    add constraint sampled_by_a_draw foreign key (area, drawn_on) references log_draws (area, day),
    add constraint sampled_answered_whole check (num_nonnulls(reason, answer, answered_at) in (0, 3)),
    add constraint sampled_judged_whole check (num_nonnulls(verdict, judged_by, judged_at) in (0, 3)),
    add constraint sampled_judged_by_another check (judged_by is distinct from user_id),
    add constraint sampled_not_for_work_with_a_note check (verdict is distinct from 'notWorkRelated' or length(btrim(note)) > 0);

-- What was drawn stays as it was, an answer stays once it is judged, and a judgement stays.
create function keep_sampled_visit() returns trigger language plpgsql as $$
begin
    if tg_op <> 'UPDATE' or old.judged_at is not null
        or (new.id, new.area, new.drawn_on, new.access_id, new.looked_at, new.user_id, new.citizen_id, new.ground, new.alerts, new.due)
            is distinct from (old.id, old.area, old.drawn_on, old.access_id, old.looked_at, old.user_id, old.citizen_id, old.ground, old.alerts, old.due)
        or (new.judged_at is not null
            and (new.reason, new.answer, new.answered_at) is distinct from (old.reason, old.answer, old.answered_at)) then
        raise exception 'What was drawn and judged is kept.' using errcode = 'restrict_violation';
    end if;
    return new;
end;
$$;
create trigger sampled_visits_stay before update or delete on sampled_visits for each row execute function keep_sampled_visit();
create trigger sampled_visits_are_not_emptied before truncate on sampled_visits for each statement execute function keep_sampled_visit();
create trigger log_draws_stay before update or delete on log_draws for each row execute function refuse_change();
create trigger log_draws_are_not_emptied before truncate on log_draws for each statement execute function refuse_change();

grant select, insert, delete on log_visits to sammenhaeng_job;
grant select, insert on log_draws to sammenhaeng_job;
grant select, insert on sampled_visits to sammenhaeng_job;
revoke update, delete on sampled_visits, log_draws from sammenhaeng_job;
grant select on log_visits, log_draws to sammenhaeng_web;
grant select, update on sampled_visits to sammenhaeng_web;

alter table log_visits enable row level security, force row level security;
alter table log_draws enable row level security, force row level security;
alter table sampled_visits enable row level security, force row level security;
create policy system on log_visits to sammenhaeng_job using (true) with check (true);
create policy system on log_draws to sammenhaeng_job using (true) with check (true);
create policy system on sampled_visits to sammenhaeng_job using (true) with check (true);
create policy read_by_data_protection on log_visits for select to sammenhaeng_web using ((select viewer_is_data_protection()));
create policy published on log_draws for select to sammenhaeng_web using ((select viewer_id()) is not null);
-- Whoever looked says why, and whoever judges sees what there is to judge.
create policy own on sampled_visits to sammenhaeng_web using (user_id = (select viewer_id()));
create policy judged on sampled_visits to sammenhaeng_web using (
    (select viewer_has_role('leader')) or (select viewer_is_data_protection()));
