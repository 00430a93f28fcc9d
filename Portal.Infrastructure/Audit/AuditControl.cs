using Portal.Common;
using Portal.Tenants;

namespace Portal.Audit;

/// <summary>The audit of a zone is looked at by the Supervisory Body for Police Information, for a file of its own (Police Function Act, art. 44/6 and following).</summary>
/// <param name="Zone">Whose audit.</param>
/// <param name="CaseNumber">Of the control file; compulsory.</param>
public sealed record AuditControl(string Zone, string CaseNumber)
{
    /// <summary>What is wrong with it, or null.</summary>
    public Error? Check() =>
        !TenantInfo.IsCode(Zone) || Zone == TenantInfo.FederalCode ? Error.NotFound : string.IsNullOrWhiteSpace(CaseNumber) || CaseNumber.Trim().Length > WorkPurpose.CaseNumberLength ? ZoneErrors.ControlNeedsCase : null;
}
