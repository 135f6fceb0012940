using System.Text;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Keys;
using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Infrastructure.Keys;

internal sealed class CprProtection(ISealing sealing) : ICprProtection
{
    private const string Purpose = "cpr";

    public byte[] IndexOf(Cpr cpr) => sealing.Mark(Encoding.ASCII.GetBytes(cpr.Digits), Purpose);

    public byte[] Encrypt(Cpr cpr, CitizenId citizen) => sealing.Seal(Encoding.ASCII.GetBytes(cpr.Digits), PlaceOf(citizen));

    public Cpr Decrypt(byte[] cipher, CitizenId citizen) => Cpr.Parse(Encoding.ASCII.GetString(sealing.Open(cipher, PlaceOf(citizen))));

    internal static string PlaceOf(CitizenId citizen) => $"citizens.cpr_cipher:{citizen.Value:D}";
}
