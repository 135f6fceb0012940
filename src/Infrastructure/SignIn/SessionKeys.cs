using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;
using Sammenhaeng.Application.Keys;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.SignIn;

/// <summary>
/// The keys that session cookies and form tokens are protected with, shared through the database and sealed with the key ring outside
/// it: whoever holds a copy of the database can make no cookie.
/// </summary>
internal sealed class SessionKeys(NpgsqlDataSource source, ISealing sealing) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var read = source.CreateCommand("select friendly_name, xml from data_protection_keys order by id");
        using var reader = read.ExecuteReader();
        var keys = new List<XElement>();
        while (reader.Read())
        {
            keys.Add(XElement.Parse(Open(reader.GetString(0), reader.GetString(1))));
        }
        return keys;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var store = source.CreateBatch();
        store.Add("insert into data_protection_keys (friendly_name, xml) values ($1, $2)", friendlyName, Seal(friendlyName, element));
        store.ExecuteNonQuery();
    }

    private string Seal(string name, XElement element) =>
        Convert.ToBase64String(sealing.Seal(Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting)), PlaceOf(name)));

    private string Open(string name, string content) => Encoding.UTF8.GetString(sealing.Open(Convert.FromBase64String(content), PlaceOf(name)));

    internal static string PlaceOf(string name) => $"data_protection_keys.xml:{name}";
}
