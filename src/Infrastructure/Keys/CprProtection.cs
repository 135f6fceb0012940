using System.Security.Cryptography;
using System.Text;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Keys;
using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Infrastructure.Keys;

internal sealed class CprProtection(ISealing sealing, KeyRingFile ring, MarkLayers layers) : ICprProtection
{
    private const string Purpose = "cpr";

    public byte[] IndexOf(Cpr cpr)
    {
        var known = layers.Known;
        var mark = sealing.Mark(Encoding.ASCII.GetBytes(cpr.Digits), Purpose);
        if (known == 0)
        {
            return mark;
        }
        var keys = ring.Current.MarkKeys ?? [];
        if (keys.Count < known)
        {
            throw new KeyRingException("The key ring is older than the database: a key of marks is missing. Put the right one back.");
        }
        for (var layer = 0; layer < known; layer++)
        {
            mark = Upon(keys[layer], mark);
        }
        return mark;
    }

    /// <summary>A mark made with one key more: it takes no number to make it, so marks whose numbers nobody has are turned as well.</summary>
    public static byte[] Upon(byte[] key, byte[] mark) => HMACSHA256.HashData(key, mark);

    public byte[] Encrypt(Cpr cpr, CitizenId citizen) => sealing.Seal(Encoding.ASCII.GetBytes(cpr.Digits), PlaceOf(citizen));

    public Cpr Decrypt(byte[] cipher, CitizenId citizen) => Cpr.Parse(Encoding.ASCII.GetString(sealing.Open(cipher, PlaceOf(citizen))));

    internal static string PlaceOf(CitizenId citizen) => $"citizens.cpr_cipher:{citizen.Value:D}";
}
