using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sammenhaeng.Domain.CourseDocuments;

namespace Sammenhaeng.Infrastructure.Persistence.Configurations;

internal sealed class RejectedDocumentConfiguration : IEntityTypeConfiguration<RejectedDocument>
{
    public void Configure(EntityTypeBuilder<RejectedDocument> builder)
    {
        // Made by ImportTables.sql, where its constraints are.
        builder.ToTable("rejected_documents", table => table.ExcludeFromMigrations());
        builder.HasKey(document => document.Id);
        builder.Property(document => document.Id).ValueGeneratedNever();
        builder.Property(document => document.Revision).IsConcurrencyToken();
        builder.Property(document => document.Errors).HasColumnType("jsonb");
    }
}
