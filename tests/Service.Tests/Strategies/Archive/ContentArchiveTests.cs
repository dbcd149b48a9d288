using CreditDecision.Service.Ledger;
using CreditDecision.Service.Strategies;
using CreditDecision.Service.Strategies.Archive;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.Ledger;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreditDecision.Service.Tests.Strategies.Archive;

[Trait("Store", "SQLite")]
public sealed class ContentArchiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly SqliteFile _file;
    private readonly SqliteContentArchive _archive;

    public ContentArchiveTests()
    {
        _file = SqliteFile.Open(_folder.At("decisions.db"));
        _archive = new SqliteContentArchive(_file, TimeProvider.System, new ArchiveLog(NullLogger<ArchiveLog>.Instance));
    }

    public void Dispose()
    {
        _file.Dispose();
        _folder.Dispose();
    }

    [Fact]
    [Trait("Article", "A31")]
    public async Task A_kept_content_loads_as_the_folder_did()
    {
        StrategyBook book = Load(new ContentFolder(Repository.Root));
        await _archive.KeepAsync(book.Content, _cancellation);
        StrategyBook again = Load((await _archive.FindAsync(book.Content.Sha256, _cancellation))!);
        Assert.Equal(book.Content.Text, again.Content.Text);
        Assert.Equal(book.Documents, again.Documents);
        Assert.Equal(book.Strategies.Select(strategy => strategy.Sha256), again.Strategies.Select(strategy => strategy.Sha256));
    }

    [Fact]
    public async Task Keeping_a_content_twice_changes_nothing_and_shared_files_are_kept_once()
    {
        ContentManifest first = Content(("strategies/a.yaml", 1), ("strategies/b.yaml", 2));
        await _archive.KeepAsync(first, _cancellation);
        object keptAt = Ask("SELECT kept_at FROM contents");
        await _archive.KeepAsync(first, _cancellation);
        Assert.Equal(keptAt, Ask("SELECT kept_at FROM contents"));
        await _archive.KeepAsync(Content(("strategies/a.yaml", 1), ("strategies/c.yaml", 3)), _cancellation);
        Assert.Equal(2L, Ask("SELECT count(*) FROM contents"));
        Assert.Equal(3L, Ask("SELECT count(*) FROM content_files"));
    }

    [Fact]
    public async Task A_content_that_was_never_kept_is_not_found() =>
        Assert.Null(await _archive.FindAsync(Content(("strategies/a.yaml", 1)).Sha256, _cancellation));

    [Theory]
    [Trait("Article", "A31")]
    [InlineData("UPDATE content_files SET bytes = x'00'", "was changed")]
    [InlineData("DELETE FROM content_files", "is gone")]
    [InlineData("UPDATE contents SET manifest = replace(manifest, 'a.yaml', 'z.yaml')", "list of the files")]
    public async Task A_row_that_was_changed_is_told_and_not_used(string tampering, string told)
    {
        ContentManifest content = Content(("strategies/a.yaml", 1));
        await _archive.KeepAsync(content, _cancellation);
        Do(tampering);
        ContentDamagedException damaged = await Assert.ThrowsAsync<ContentDamagedException>(async () => await _archive.FindAsync(content.Sha256, _cancellation));
        Assert.Contains(told, damaged.Message);
    }

    [Theory]
    [InlineData("UPDATE content_files SET bytes = x'00'")]
    [InlineData("DELETE FROM content_files")]
    [InlineData("UPDATE contents SET manifest = ''")]
    public async Task What_serves_mends_its_own_copy(string tampering)
    {
        ContentManifest content = Content(("strategies/a.yaml", 1));
        await _archive.KeepAsync(content, _cancellation);
        Do(tampering);
        await _archive.KeepAsync(content, _cancellation);
        Assert.NotNull(await _archive.FindAsync(content.Sha256, _cancellation));
    }

    [Theory]
    [Trait("Article", "A31")]
    [InlineData("DELETE FROM content_parts WHERE part = 1", "was changed")]
    [InlineData("UPDATE content_parts SET bytes = x'00' WHERE part = 2", "was changed")]
    [InlineData("DELETE FROM content_parts", "is gone")]
    public async Task A_long_file_is_kept_in_parts_that_are_checked_and_mended_alike(string tampering, string told)
    {
        byte[] bytes = new byte[ArchivedFiles.PartBytes * 2 + 1];
        new Random(1).NextBytes(bytes);
        var content = new ContentManifest([new ContentFile("models/a.json", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), bytes)]);
        await _archive.KeepAsync(content, _cancellation);
        Assert.Equal(3L, Ask("SELECT count(*) FROM content_parts"));
        Do(tampering);
        ContentDamagedException damaged = await Assert.ThrowsAsync<ContentDamagedException>(async () => await _archive.FindAsync(content.Sha256, _cancellation));
        Assert.Contains(told, damaged.Message);
        await _archive.KeepAsync(content, _cancellation);
        Assert.Equal(bytes, (await _archive.FindAsync(content.Sha256, _cancellation))!.Read("models/a.json", bytes.Length, out _));
    }

    [Fact]
    public async Task A_long_file_that_an_earlier_version_kept_whole_is_still_read()
    {
        byte[] bytes = new byte[ArchivedFiles.PartBytes + 1];
        var content = new ContentManifest([new ContentFile("models/a.json", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), bytes)]);
        await _archive.KeepAsync(content, _cancellation);
        Do($"DELETE FROM content_parts; INSERT INTO content_files VALUES(x'{content.Files[0].Sha256}', zeroblob({bytes.Length}))");
        Assert.Equal(bytes, (await _archive.FindAsync(content.Sha256, _cancellation))!.Read("models/a.json", bytes.Length, out _));
    }

    [Fact]
    public async Task Only_files_that_stand_in_the_folder_itself_are_named_in_ordinal_order()
    {
        ContentManifest content = Content(("models/b.card.yaml", 1), ("models/B.card.yaml", 2), ("models/sub/c.card.yaml", 3), ("models/a.json", 4));
        await _archive.KeepAsync(content, _cancellation);
        IContentSource source = (await _archive.FindAsync(content.Sha256, _cancellation))!;
        Assert.Equal(["models/B.card.yaml", "models/b.card.yaml"], source.Named("models", ".card.yaml"));
        Assert.Null(source.Read("models/none", 100, out string problem));
        Assert.Equal("the file is missing", problem);
        Assert.Null(source.Read("models/a.json", 3, out problem));
        Assert.Equal("must be at most 3 bytes, has 4", problem);
        Assert.Equal([4, 4, 4, 4], source.Read("models/a.json", 4, out _));
    }

    private static StrategyBook Load(IContentSource source) =>
        ContentLoader.Load(source, out IReadOnlyList<string> problems) ?? throw new InvalidOperationException(string.Join('\n', problems));

    /// <summary>Files whose bytes are their number, that many times.</summary>
    private static ContentManifest Content(params (string Name, byte Number)[] files) => new(files.Select(file =>
    {
        byte[] bytes = [.. Enumerable.Repeat(file.Number, file.Number)];
        return new ContentFile(file.Name, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), bytes);
    }));

    private void Do(string sql)
    {
        using SqliteConnection connection = LedgerAudit.Connect(_folder.At("decisions.db"));
        LedgerAudit.Run(connection, sql);
    }

    private object Ask(string sql)
    {
        using SqliteConnection connection = LedgerAudit.Connect(_folder.At("decisions.db"));
        return LedgerAudit.One(connection, sql);
    }
}
