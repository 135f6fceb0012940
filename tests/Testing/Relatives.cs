namespace Sammenhaeng.Testing;

/// <summary>Relatives whom somebody has looked at.</summary>
public static class Relatives
{
    /// <summary>Confirms all that is told now of everybody of a citizen's network who has a number.</summary>
    public static Task ConfirmRelativesAsync(this Database database, Guid citizen) => database.ExecuteAsync(
        """
        with by as (
            insert into users (id, subject, name, roles, active, revision) values (gen_random_uuid(), 'confirmer', 'Test Bekræfter', '{caseworker}', true, 1)
            on conflict (subject) do update set name = excluded.name returning id)
        insert into confirmed_relatives (citizen_id, source, person_id, cpr_index, portal, portal_until, has_custody, is_guardian, confirmed_by)
        select n.citizen_id, n.source, n.id, n.cpr_index, n.portal, n.portal_until, n.custody_holder, is_guardian(n.citizen_id, n.source, n.id, '2026-10-05'), by.id
        from network_members n, by where n.citizen_id = $1 and n.cpr_index is not null
        """,
        citizen);
}
