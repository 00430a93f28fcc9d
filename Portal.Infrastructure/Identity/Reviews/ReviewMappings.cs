using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Persistence;
using Portal.Retention;

namespace Portal.Identity.Reviews;

sealed class RightsReviewMapping : IEntityTypeConfiguration<RightsReview>
{
    public void Configure(EntityTypeBuilder<RightsReview> builder)
    {
        builder.IsEntity("rights_reviews", RetentionKinds.RightsReviews, OnMerger.StaysReadable);
        builder.HasIndex(r => new { r.Tenant, r.Quarter }).IsUnique();
    }
}

sealed class RightsReviewItemMapping : IEntityTypeConfiguration<RightsReviewItem>
{
    public void Configure(EntityTypeBuilder<RightsReviewItem> builder)
    {
        builder.IsEntity("rights_review_items", RetentionKinds.RightsReviews, OnMerger.StaysReadable);
        builder.PointsTo<RightsReview>(nameof(RightsReviewItem.ReviewId), DeleteBehavior.Cascade);
        builder.HasIndex(i => new { i.Tenant, i.ReviewId, i.PersonId, i.Role, i.CustomRoleId }).IsUnique();
        builder.HasIndex(i => new { i.Tenant, i.ReviewerId });
        builder.Ignore(i => i.AsRole);
    }
}
