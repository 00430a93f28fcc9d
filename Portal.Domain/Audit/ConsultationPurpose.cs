namespace Portal.Audit;

/// <summary>For what police data may be consulted: the closed list of Police Function Act art. 44/11/3septies, and control. Stored as its number.</summary>
public enum ConsultationPurpose
{
    /// <summary>Judicial: tracing and prosecuting crimes and misdemeanours, execution of sentences included.</summary>
    Prosecution = 1,

    /// <summary>Judicial: traffic offences (art. 62 of the Road Traffic Act).</summary>
    TrafficOffences = 2,

    /// <summary>Judicial: a worrying disappearance with imminent danger.</summary>
    Disappearance = 3,

    /// <summary>Administrative police: persons of the categories of art. 44/5, par. 1.</summary>
    AdministrativePolice = 4,

    /// <summary>Control of the use itself, by a supervisor or the data protection officer.</summary>
    Control = 5,
}
