using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Infrastructure.Persistence.Configurations;

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.HasKey(user => user.Id);
        builder.Property(user => user.Id).ValueGeneratedNever();
        builder.Property(user => user.Revision).IsConcurrencyToken();
        builder.Property(user => user.Subject).HasMaxLength(200);
        builder.HasIndex(user => user.Subject).IsUnique();
        builder.Property(user => user.Name).HasMaxLength(200).UseCollation(SammenhaengDb.DanishNames);
        builder.Ignore(user => user.Roles);
        builder.PrimitiveCollection<List<string>>("_roles").HasColumnName("roles");
        builder.Ignore(user => user.Sources);
        builder.PrimitiveCollection<List<string>>("_sources").HasColumnName("sources").HasDefaultValueSql("'{}'");
        builder.ToTable(table => table.HasCheckConstraint("ck_users_sources", "sources = '{}' or 'machine' = any (roles)"));
        builder.OwnsMany(user => user.Areas, area =>
        {
            area.ToTable("user_areas");
            area.WithOwner().HasForeignKey("UserId");
            area.HasKey("UserId", nameof(UserArea.Area), nameof(UserArea.Unit), nameof(UserArea.ValidFrom));
            area.Property(one => one.Unit).HasMaxLength(User.LongestUnit);
            area.Ignore(one => one.Period);
            area.HasIndex(one => one.Area);
        });
    }
}

internal sealed class StaffContactConfiguration : IEntityTypeConfiguration<StaffContact>
{
    public void Configure(EntityTypeBuilder<StaffContact> builder)
    {
        builder.ToTable("staff_directory");
        builder.HasKey(contact => new { contact.Source, contact.ContactId });
        builder.Property(contact => contact.Source).HasMaxLength(32);
        builder.Property(contact => contact.ContactId).HasMaxLength(64);
        builder.HasIndex(contact => contact.PersonId);
        builder.HasIndex(contact => contact.UserId);
        builder.HasOne<User>().WithMany().HasForeignKey(contact => contact.UserId).OnDelete(DeleteBehavior.Restrict);
    }
}
