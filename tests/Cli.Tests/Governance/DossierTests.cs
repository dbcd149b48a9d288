using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using CreditDecision.Cli.Governance.Dossiers;
using CreditDecision.Cli.Tests.Commands;
using CreditDecision.Core.Audit;
using FsCheck;
using FsCheck.Fluent;

namespace CreditDecision.Cli.Tests.Governance;

[Trait("Article", "A42")]
public sealed class DossierTests : IDisposable
{
    private static readonly Dossier Sound = MadeUpLife.Create().Dossier();
    private static readonly string File = DossierJson.Text(DossierJson.Write(Sound));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dossier-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_the_rules_made_holds_in_every_version_and_says_the_whole_life()
    {
        Assert.Empty(Problems(File));
        JsonObject second = DossierJson.Write(MadeUpLife.Create().Dossier(2));
        Assert.Empty(Problems(DossierJson.Text(second)));
        Assert.Equal("cash@1", (string)Assert.Single(second["card"]!["rest_on_it"]!.AsArray())!["thing"]!);
        var json = JsonNode.Parse(File)!;
        Assert.Equal("retired", (string)json["card"]!["state"]!);
        string[] acts = [.. json["life"]!.AsArray().Select(own => (string)own!["act"]!)];
        Assert.Equal(
            ["register", "report_test", "submit", "validate", "open_review", "declare_relation", "vote", "attach_condition", "conclude_stage", "fulfil_condition", "make_champion",
                "open_finding", "note_finding", "close_finding", "make_champion", "roll_back", "propose_suspension", "confirm_suspension", "retire"],
            acts);
        // The other version took its place; its own registration is no part of this life.
        Assert.Equal("risk@2", (string)json["life"]![14]!["thing"]!);
        Assert.Equal("committee", (string)json["life"]![6]!["stage"]!);
    }

    [Fact]
    public void The_page_is_well_formed_runs_nothing_and_tells_everything_in_order_of_time()
    {
        string page = DossierPage.Write(Sound);
        XElement root = XDocument.Parse(page).Root!;
        Assert.DoesNotContain(root.Descendants(), element => element.Name.LocalName is "script" or "object" or "link" or "img");
        Assert.DoesNotContain(root.DescendantsAndSelf().Attributes(), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        XElement frame = Assert.Single(root.Descendants(), element => element.Name.LocalName == "iframe");
        Assert.Equal(("", "<script>alert(1)</script>"), (frame.Attribute("sandbox")!.Value, frame.Attribute("srcdoc")!.Value));
        Assert.DoesNotContain("<iframe/>", page);
        string text = root.Value;
        foreach (string told in new[] { "sound <script>", "a friend of its author", "watch it monthly", "mended (closed by val)", "refitted", "# Minutes of risk@1\uFFFD", "auc", "psi", Sound.Head.ToString() })
            Assert.Contains(told, text);
        string[] titles = [.. root.Descendants().Where(element => element.Name.LocalName == "article").Select(article => article.Elements().First().Value)];
        Assert.Equal(20, titles.Length);
        Assert.StartsWith("Monitoring report 3", titles[1]);
        Assert.EndsWith("retire", titles[^1]);
        Assert.Equal(page, DossierPage.Write(DossierJson.Read(Encoding.UTF8.GetBytes(File), out _)));
    }

    // Whatever the byte: the file either cannot be read any more, or something in it is told to be wrong.
    [Fact]
    public void No_changed_byte_goes_unseen()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(File);
        Prop.ForAll(Gen.Choose(0, bytes.Length - 1).ToArbitrary(), Gen.Choose(1, 255).ToArbitrary(), (place, difference) =>
        {
            byte[] changed = [.. bytes];
            changed[place] ^= (byte)difference;
            // White space between values may be another; that there are no reports, and as what a document is to be shown, is the writer's own word.
            string? said = Canonical(changed);
            return said is null || said == Canonical(bytes) || Problems(changed).Count > 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
    }

    [Fact]
    public void A_left_out_document_a_stray_one_and_other_words_are_told()
    {
        Assert.Contains("is not here", Single(Sound with { Documents = [.. Sound.Documents.Where(held => held.Kind != 5)] }));
        HeldDocument stray = new(Digest.Of("x"u8), 5, "text/plain", "x"u8.ToArray());
        Assert.Contains("no event names it", Single(Sound with { Documents = [.. Sound.Documents, stray] }));
        Assert.Contains("life: does not say", Assert.Single(Problems(File.Replace("\"opinion\": \"for\"", "\"opinion\": \"against\"", StringComparison.Ordinal))));
        // A chain that was computed anew over another event: the rules would not have made it.
        var life = MadeUpLife.Create();
        byte[] lying = CreditDecision.Core.Governance.EventBytes.Write(life.Events[3] with { Who = "dev" });
        var chain = new List<EventLink>();
        Digest before = default;
        foreach ((EventLink link, int place) in life.Chain.Select((link, place) => (link, place)))
        {
            byte[] bytes = place == 3 ? lying : link.Canonical;
            chain.Add(new EventLink(bytes, before = CreditDecision.Core.Governance.EventBytes.Chain(before, bytes)));
        }
        Assert.Contains("event 4: the rules refuse it", Single(Sound with { Chain = chain }));
    }

    [Fact]
    public async Task The_command_ends_with_1_and_says_what_is_wrong()
    {
        string file = Path.Combine(_folder.FullName, "dossier.json"), page = Path.Combine(_folder.FullName, "dossier.html");
        await System.IO.File.WriteAllTextAsync(file, File, TestContext.Current.CancellationToken);
        await System.IO.File.WriteAllTextAsync(page, DossierPage.Write(Sound), TestContext.Current.CancellationToken);
        CommandResult good = await CommandHost.RunBareAsync("governance", "verify-dossier", file, "--html", page, "--head", Sound.Head.ToString());
        Assert.Equal((0, ""), (good.ExitCode, good.Error));
        Assert.Contains($"risk@1: the chain holds from event 1 to {Sound.Chain.Count}", good.Output);
        CommandResult other = await CommandHost.RunBareAsync("governance", "verify-dossier", file, "--head", new string('a', 64));
        Assert.Equal((1, true), (other.ExitCode, other.Error.Contains("the last event has the digest", StringComparison.Ordinal)));
        await System.IO.File.AppendAllTextAsync(page, " ", TestContext.Current.CancellationToken);
        Assert.Contains("is not the page of this dossier", (await CommandHost.RunBareAsync("governance", "verify-dossier", file, "--html", page)).Error);
        await System.IO.File.WriteAllTextAsync(file, "{}", TestContext.Current.CancellationToken);
        Assert.Contains("is no dossier", (await CommandHost.RunBareAsync("governance", "verify-dossier", file)).Error);
    }

    private static string Single(Dossier dossier) => Assert.Single(Problems(DossierJson.Text(DossierJson.Write(dossier))));

    private static IReadOnlyList<string> Problems(string file) => Problems(Encoding.UTF8.GetBytes(file));

    private static IReadOnlyList<string> Problems(byte[] file)
    {
        try
        {
            return DossierCheck.Problems(DossierJson.Read(file, out JsonObject json), json, null);
        }
        catch (FormatException unread)
        {
            return [unread.Message];
        }
    }

    private static string? Canonical(byte[] file)
    {
        try
        {
            JsonNode json = JsonNode.Parse(file)!;
            json["monitoring"]!["missing"] = "";
            foreach (JsonNode? document in json["documents"]!.AsArray()) document!["media_type"] = "";
            return json.ToJsonString();
        }
        catch (Exception unread) when (unread is System.Text.Json.JsonException or InvalidOperationException or NullReferenceException or ArgumentException)
        {
            return null;
        }
    }
}
