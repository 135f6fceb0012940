-- What has been judged while it is still open can be given up: only the judgement itself is as it was given.
create or replace function keep_break_glass() returns trigger language plpgsql as $$
begin
    if tg_op <> 'UPDATE' then
        raise exception 'Emergency access is never removed.' using errcode = 'restrict_violation';
    end if;
    if (new.id, new.citizen_id, new.user_id, new.reason, new.text, new.areas, new.opened_at, new.review_due)
        is distinct from (old.id, old.citizen_id, old.user_id, old.reason, old.text, old.areas, old.opened_at, old.review_due)
        or new.until > old.until
        or old.reviewed_at is not null and (new.reviewed_by, new.reviewed_at, new.verdict, new.review_note)
            is distinct from (old.reviewed_by, old.reviewed_at, old.verdict, old.review_note) then
        raise exception 'Emergency access is kept as it was taken.' using errcode = 'restrict_violation';
    end if;
    return new;
end;
$$;
