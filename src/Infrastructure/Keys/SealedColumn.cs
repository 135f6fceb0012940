using System.Text.Json;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Infrastructure.CourseDocuments;
using Sammenhaeng.Infrastructure.SignIn;

namespace Sammenhaeng.Infrastructure.Keys;

/// <summary>A column that holds what was sealed with the key ring, and how it is gone through when the key changes.</summary>
/// <param name="Name">table.column.</param>
/// <param name="Select">Gives key (a JSON array of text that names the row) and sealed (bytes) of every row that has any.</param>
/// <param name="Update">Puts new bytes (n.made) where the old (n.old) still stand, by n.key.</param>
/// <param name="PlaceOf">What the value is bound to, from the key.</param>
internal sealed record SealedColumn(string Name, string Select, string Update, Func<string[], string> PlaceOf)
{
    /// <summary>All of them: a test finds a column of bytes that is neither here nor known to be something else.</summary>
    public static readonly IReadOnlyList<SealedColumn> All =
    [
        new("citizens.cpr_cipher",
            "select jsonb_build_array(id)::text as key, cpr_cipher as sealed from citizens where cpr_cipher is not null",
            "update citizens t set cpr_cipher = n.made from n where t.id = (n.key::jsonb ->> 0)::uuid and t.cpr_cipher = n.old",
            key => CprProtection.PlaceOf(CitizenId.From(Guid.Parse(key[0])))),
        new("network_members.cpr_cipher",
            """
            select jsonb_build_array(m.citizen_id, m.source, m.id, encode(c.cpr_index, 'hex'))::text as key, m.cpr_cipher as sealed
            from network_members m join citizens c on c.id = m.citizen_id where m.cpr_cipher is not null
            """,
            """
            update network_members t set cpr_cipher = n.made from n
            where t.citizen_id = (n.key::jsonb ->> 0)::uuid and t.source = n.key::jsonb ->> 1 and t.id = n.key::jsonb ->> 2 and t.cpr_cipher = n.old
            """,
            key => NetworkCprs.PlaceOf(Convert.FromHexString(key[3]), key[1], key[2])),
        new("rejected_documents.body",
            "select jsonb_build_array(id)::text as key, body as sealed from rejected_documents where body is not null",
            "update rejected_documents t set body = n.made from n where t.id = (n.key::jsonb ->> 0)::uuid and t.body = n.old",
            key => RejectedBody.PlaceOf(RejectedDocumentId.From(Guid.Parse(key[0])))),
        new("data_protection_keys.xml",
            "select jsonb_build_array(id::text, friendly_name)::text as key, decode(xml, 'base64') as sealed from data_protection_keys",
            """
            update data_protection_keys t set xml = replace(encode(n.made, 'base64'), e'\\n', '') from n
            where t.id = (n.key::jsonb ->> 0)::integer and decode(t.xml, 'base64') = n.old
            """,
            key => SessionKeys.PlaceOf(key[1])),
    ];

    public string Table => Name[..Name.IndexOf('.', StringComparison.Ordinal)];

    public string PlaceOfRow(string key) => PlaceOf(JsonSerializer.Deserialize<string[]>(key)!);
}
