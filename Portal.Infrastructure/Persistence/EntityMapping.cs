using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Common;
using Portal.Retention;

namespace Portal.Persistence;

/// <summary>What the mappings of all modules share.</summary>
public static class EntityMapping
{
    const string AppendOnlyAnnotation = "Portal:AppendOnly";
    const string ReadAcrossAnnotation = "Portal:ReadAcross";
    const string SeenByAnnotation = "Portal:SeenBy";
    const string RetentionAnnotation = "Portal:Retention";
    const string MergerAnnotation = "Portal:Merger";

    /// <summary>Table, how long its rows stay, what a merger of zones does with them, key that begins with the zone, and the version that tells two writers of each other.</summary>
    public static void IsEntity<T>(this EntityTypeBuilder<T> entity, string table, RetentionKind kept, OnMerger merger) where T : Entity
    {
        entity.IsOwned(table, kept, merger);
        entity.HasKey(e => new { e.Tenant, e.Id });
        entity.Property(e => e.Id).ValueGeneratedNever();
        entity.Property(e => e.Version).IsConcurrencyToken();
    }

    /// <summary>As <see cref="IsEntity"/>, for rows of a zone with a key of their own.</summary>
    public static void IsOwned<T>(this EntityTypeBuilder<T> entity, string table, RetentionKind kept, OnMerger merger) where T : class, ITenantOwned
    {
        entity.ToTable(table);
        entity.HasAnnotation(RetentionAnnotation, kept.Key);
        entity.HasAnnotation(MergerAnnotation, merger.ToString());
    }

    /// <summary>Rows of no zone.</summary>
    public static void IsShared(this EntityTypeBuilder entity, string table, RetentionKind kept)
    {
        entity.ToTable(table);
        entity.HasAnnotation(RetentionAnnotation, kept.Key);
    }

    /// <summary>For tables that another library maps.</summary>
    public static void IsKept(this IMutableEntityType entity, RetentionKind kept) => entity.SetAnnotation(RetentionAnnotation, kept.Key);

    /// <summary>How long rows stay; null when nobody has said so, which a test refuses.</summary>
    public static RetentionKind? Kept(this IReadOnlyEntityType entity) => RetentionKinds.Find((string?)entity.FindAnnotation(RetentionAnnotation)?.Value);

    /// <summary>What a merger of zones does with the rows; null for rows of no zone.</summary>
    public static OnMerger? Merger(this IReadOnlyEntityType entity) => entity.FindAnnotation(MergerAnnotation)?.Value is string word ? Enum.Parse<OnMerger>(word) : null;

    /// <summary>A row of the same zone that this row points to; the zone is part of the foreign key.</summary>
    public static void PointsTo<TTarget>(this EntityTypeBuilder entity, string foreignId, DeleteBehavior onDelete = DeleteBehavior.Restrict) where TTarget : Entity =>
        entity.HasOne(typeof(TTarget)).WithMany().HasForeignKey(nameof(ITenantOwned.Tenant), foreignId).OnDelete(onDelete);

    /// <summary>The application may add and read rows, never change or delete them.</summary>
    public static void IsAppendOnly(this EntityTypeBuilder entity) => entity.HasAnnotation(AppendOnlyAnnotation, true);

    /// <summary>Other zones may read rows too, as <c>granted_zones</c> says for this subject; nobody but the own zone changes them.</summary>
    /// <param name="subject">One of <see cref="Tenants.SharedSubjects"/>.</param>
    public static void IsReadAcross(this EntityTypeBuilder entity, string subject) => entity.HasAnnotation(ReadAcrossAnnotation, subject);

    public static string? ReadAcross(this IReadOnlyEntityType entity) => (string?)entity.FindAnnotation(ReadAcrossAnnotation)?.Value;

    /// <summary>The tenant whose code stands in this column reads the row too.</summary>
    public static void IsSeenBy(this EntityTypeBuilder entity, string column) => entity.HasAnnotation(SeenByAnnotation, column);

    public static string? SeenBy(this IReadOnlyEntityType entity) => (string?)entity.FindAnnotation(SeenByAnnotation)?.Value;

    public static bool IsAppendOnly(this IReadOnlyEntityType entity) => entity.FindAnnotation(AppendOnlyAnnotation) is not null;
}
