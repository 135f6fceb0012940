-- A session can begin without anybody having shown who they are: the sign-in service knows them from this morning. When they last did is
-- what it says (auth_time); not said, it was not lately.
alter table sessions add column proved_at timestamptz;
alter table sessions add constraint sessions_proved_before_they_began check (proved_at <= started_at + interval '1 second');
