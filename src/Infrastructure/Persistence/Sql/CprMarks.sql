-- How many further keys the marks of CPR numbers have been made with, one upon the other. Whoever makes a mark reads this first, in the
-- transaction that uses the mark, and so keeps the marks from being turned until it ends.
create table cpr_marks (
    is_only boolean primary key default true check (is_only),
    layers integer not null default 0 check (layers >= 0)
);
insert into cpr_marks default values;
create function only_more_layers() returns trigger language plpgsql as $$
begin
    if tg_op <> 'UPDATE' or new.layers <> old.layers + 1 then
        raise exception 'Marks are turned one key at a time, and never back.' using errcode = 'restrict_violation';
    end if;
    return new;
end;
$$;
create trigger cpr_marks_only_grow before insert or update or delete on cpr_marks for each row execute function only_more_layers();
create trigger cpr_marks_are_not_emptied before truncate on cpr_marks for each statement execute function refuse_change();
grant select on cpr_marks to sammenhaeng_web, sammenhaeng_job;
-- Locking a table for oneself takes the right to change it.
grant update on cpr_marks, close_relations, private_persons, confirmed_relatives, well_known_people to sammenhaeng_job;

-- Of what was confirmed nothing changes but the mark, and that only when all marks are turned.
create function keep_confirmed_relatives() returns trigger language plpgsql as $$
begin
    if tg_op <> 'UPDATE' or current_user <> 'sammenhaeng_job' or to_jsonb(new) - 'cpr_index' <> to_jsonb(old) - 'cpr_index' then
        raise exception 'What was confirmed is kept.' using errcode = 'restrict_violation';
    end if;
    return new;
end;
$$;
drop trigger confirmed_relatives_stay on confirmed_relatives;
create trigger confirmed_relatives_stay before update or delete on confirmed_relatives for each row execute function keep_confirmed_relatives();
