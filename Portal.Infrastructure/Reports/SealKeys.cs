using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Portal.Reports.Signing;

namespace Portal.Reports;

/// <summary>Keys of seals: encrypted where they are stored, opened once a node.</summary>
public sealed class SealKeys(IDataProtectionProvider protection) : IDisposable
{
    readonly IDataProtector protector = protection.CreateProtector("Portal.Reports.SealKeys");
    readonly ConcurrentDictionary<(string, Guid), Pkcs12SigningKey> opened = [];

    /// <summary>Not to be disposed by the caller.</summary>
    /// <exception cref="CryptographicException">The protection keys of the portal are not those that encrypted it.</exception>
    public Pkcs12SigningKey Open(SealKey key) => opened.GetOrAdd((key.Tenant, key.Id), _ => Pkcs12SigningKey.Load(protector.Unprotect(key.ProtectedPkcs12), ""));

    /// <summary>The key under the portal's own encryption in place of the password that it came with.</summary>
    public byte[] Protect(Pkcs12SigningKey key) => protector.Protect(key.Export());

    public void Dispose()
    {
        foreach (var key in opened.Values) key.Dispose();
    }
}
