using Portal.Common;

namespace Portal.Reports;

/// <summary>That a reader of Justice took a report along: who, when and which bytes. The zone sees it; the report counts as read.</summary>
public sealed class ReportReceipt : Entity
{
    ReportReceipt() { }

    /// <param name="readerTenant">Where the reader has the right to read: the federal police.</param>
    /// <param name="packageId">The package it was in, or null for a single file.</param>
    /// <param name="sha256">Of the file that was handed out.</param>
    public ReportReceipt(string tenant, Guid reportId, string readerTenant, Guid personId, Guid? packageId, byte[] sha256, DateTimeOffset now) : base(tenant, now) =>
        (ReportId, ReaderTenant, PersonId, PackageId, Sha256, TakenAt) = (reportId, readerTenant, personId, packageId, sha256, now);

    public Guid ReportId { get; private set; }

    public string ReaderTenant { get; private set; } = null!;

    public Guid PersonId { get; private set; }

    public Guid? PackageId { get; private set; }

    public byte[] Sha256 { get; private set; } = [];

    public DateTimeOffset TakenAt { get; private set; }
}
