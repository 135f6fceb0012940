using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Application.Citizens;

/// <summary>
/// Keeps CPR numbers unreadable in the database: ciphertext to read one back, a keyed index to find one. The keys lie outside the
/// database. Safe for use by many threads.
/// </summary>
public interface ICprProtection
{
    /// <summary>The same bytes for the same number, and of no use without the keys; as far as this process knows which are in use. <see cref="ICprMarks"/> knows.</summary>
    byte[] IndexOf(Cpr cpr);

    /// <summary>Bound to the citizen: the bytes cannot be read as anyone else's.</summary>
    byte[] Encrypt(Cpr cpr, CitizenId citizen);

    Cpr Decrypt(byte[] cipher, CitizenId citizen);
}
