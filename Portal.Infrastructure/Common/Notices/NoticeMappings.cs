using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Persistence;
using Portal.Retention;

namespace Portal.Common.Notices;

sealed class OutboxMailMapping : IEntityTypeConfiguration<OutboxMail>
{
    public void Configure(EntityTypeBuilder<OutboxMail> builder)
    {
        builder.IsEntity("outbox_mails", RetentionKinds.Mails, OnMerger.StaysReadable);
        builder.Property(m => m.Kind).HasMaxLength(OutboxMail.KindLength);
        builder.Property(m => m.Recipient).HasMaxLength(OutboxMail.RecipientLength);
        builder.Property(m => m.Language).HasMaxLength(2);
        builder.Property(m => m.Subject).HasMaxLength(OutboxMail.SubjectLength);
        builder.Property(m => m.LastProblem).HasMaxLength(OutboxMail.ProblemLength);
        builder.HasIndex(m => new { m.Tenant, m.State, m.NextTryAt });
    }
}

sealed class NotificationMapping : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> builder)
    {
        builder.IsEntity("notifications", RetentionKinds.Notifications, OnMerger.StaysReadable);
        builder.Property(n => n.Kind).HasMaxLength(Notification.KindLength);
        builder.Property(n => n.Arguments).HasMaxLength(Notification.ArgumentsLength);
        builder.Property(n => n.Link).HasMaxLength(Notification.LinkLength);
        builder.HasIndex(n => new { n.Tenant, n.PersonId, n.CreatedAt, n.Id });
    }
}

sealed class NotificationChoiceMapping : IEntityTypeConfiguration<NotificationChoice>
{
    public void Configure(EntityTypeBuilder<NotificationChoice> builder)
    {
        builder.IsOwned("notification_choices", RetentionKinds.Rights, OnMerger.Moves);
        builder.HasKey(c => new { c.Tenant, c.PersonId, c.Kind });
        builder.Property(c => c.Kind).HasMaxLength(Notification.KindLength);
    }
}
