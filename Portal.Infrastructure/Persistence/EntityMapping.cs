using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Common;

namespace Portal.Persistence;

/// <summary>What the mappings of all modules share.</summary>
public static class EntityMapping
{
    const string AppendOnlyAnnotation = "Portal:AppendOnly";

    /// <summary>Table, key that begins with the zone, and the version that tells two writers of each other.</summary>
    public static void IsEntity<T>(this EntityTypeBuilder<T> entity, string table) where T : Entity
    {
        entity.ToTable(table);
        entity.HasKey(e => new { e.Tenant, e.Id });
        entity.Property(e => e.Id).ValueGeneratedNever();
        entity.Property(e => e.Version).IsConcurrencyToken();
    }

    /// <summary>A row of the same zone that this row points to; the zone is part of the foreign key.</summary>
    public static void PointsTo<TTarget>(this EntityTypeBuilder entity, string foreignId, DeleteBehavior onDelete = DeleteBehavior.Restrict) where TTarget : Entity =>
        entity.HasOne(typeof(TTarget)).WithMany().HasForeignKey(nameof(ITenantOwned.Tenant), foreignId).OnDelete(onDelete);

    /// <summary>The application may add and read rows, never change or delete them.</summary>
    public static void IsAppendOnly(this EntityTypeBuilder entity) => entity.HasAnnotation(AppendOnlyAnnotation, true);

    public static bool IsAppendOnly(this IReadOnlyEntityType entity) => entity.FindAnnotation(AppendOnlyAnnotation) is not null;
}
