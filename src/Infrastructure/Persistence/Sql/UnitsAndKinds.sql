-- The unit of the area that somebody worked in then.
alter table access_log add column units text[] not null default '{}';

alter table user_areas add constraint user_area_not_before_it_began check (valid_to >= valid_from);

-- Emergency access is for named kinds of information too; what was taken before there were any was for all of them.
alter table break_glass_grants alter column categories drop default,
    add constraint break_glass_for_kinds check (cardinality(categories) > 0 and categories <@ array['plan', 'goals', 'interventions', 'appointments']);
create or replace function keep_break_glass() returns trigger language plpgsql as $$
begin
    if tg_op <> 'UPDATE' then
        raise exception 'Emergency access is never removed.' using errcode = 'restrict_violation';
    end if;
    if (new.id, new.citizen_id, new.user_id, new.reason, new.text, new.areas, new.categories, new.opened_at, new.review_due)
        is distinct from (old.id, old.citizen_id, old.user_id, old.reason, old.text, old.areas, old.categories, old.opened_at, old.review_due)
        or new.until > old.until
        or old.reviewed_at is not null and (new.reviewed_by, new.reviewed_at, new.verdict, new.review_note)
            is distinct from (old.reviewed_by, old.reviewed_at, old.verdict, old.review_note) then
        raise exception 'Emergency access is kept as it was taken.' using errcode = 'restrict_violation';
    end if;
    return new;
end;
$$;
