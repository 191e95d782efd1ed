using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace CtVlm.MLNet.Dicom;

/// <summary>Makes unique identifiers from names: the same name, the same identifier.</summary>
/// <remarks><b>Source:</b> DICOM PS3.5 B.2 (UUID-derived UID, root 2.25); RFC 9562 section 5.8 (UUID version 8).</remarks>
public static class SyntheticUid
{
    /// <summary>Makes the identifier of a name.</summary>
    /// <param name="name">Any text that is unique to the thing named.</param>
    /// <returns>2.25 followed by a UUID as one decimal number; at most 44 characters.</returns>
    public static string Create(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), hash);
        Span<byte> uuid = hash[..16];
        uuid[6] = (byte)((uuid[6] & 0x0F) | 0x80);
        uuid[8] = (byte)((uuid[8] & 0x3F) | 0x80);
        BigInteger number = new(uuid, isUnsigned: true, isBigEndian: true);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"2.25.{number}");
    }
}
