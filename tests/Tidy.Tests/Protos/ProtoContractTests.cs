using System.Text.Json;
using Tidy.Tests.Trees;

namespace Tidy.Tests.Protos;

public class ProtoContractTests
{
    private const string SnapshotPath = "tests/Tidy.Tests/proto-numbers.json";

    private static readonly List<string> Contract = SourceTree.Repository.Under("protos/creditdecision", ".proto").ToList();

    [Fact]
    public void No_published_number_is_changed_removed_or_reused()
    {
        var today = Contract.SelectMany(path => ProtoContract.Numbers(SourceTree.Repository.Read(path))).ToDictionary();
        var path = Path.Combine(SourceTree.Repository.Root, SnapshotPath);
        var published = Read(path);
        if (Rewriting.Asked)
            Rewriting.Write(path, ProtoContract.Publish(today, published));

        Assert.NotEmpty(today);
        Findings.AssertNone(ProtoContract.CheckPublished(today, Read(path)));
    }

    [Fact]
    public void Zero_of_every_published_enum_decides_nothing() =>
        Findings.AssertNone(Contract.SelectMany(path => ProtoContract.CheckEnums(path, SourceTree.Repository.Read(path))));

    [Fact]
    public void The_scanner_reads_fields_oneofs_maps_nested_types_and_values()
    {
        var numbers = ProtoContract.Numbers("""
            syntax = "proto3"; // message Ghost { int32 a = 1; }
            package a.v1;
            option csharp_namespace = "A // not a comment";
            service S { rpc Do(M) returns (M) { option deprecated = true; } }
            message M {
              /* int32 ghost = 9; */
              reserved 4, 5;
              repeated N.P list = 1 [deprecated = true];
              oneof pick { double x = 2; string y = 3; }
              map<string, int64> table = 6;
              message P { optional bool on = 1; }
              enum E { E_UNSPECIFIED = 0; E_A = 7; }
            }
            """);

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["a.v1.M.E.E_A"] = "= 7", ["a.v1.M.E.E_UNSPECIFIED"] = "= 0", ["a.v1.M.P.on"] = "optional bool = 1",
                ["a.v1.M.list"] = "repeated N.P = 1", ["a.v1.M.table"] = "map<string, int64> = 6", ["a.v1.M.x"] = "double = 2",
                ["a.v1.M.y"] = "string = 3",
            },
            numbers);
    }

    [Theory]
    [InlineData("message M { int32 a = 1; int32 b = 2; }", null)]
    [InlineData("message M { int32 a = 1; int32 b = 3; }", "now \"int32 = 3\"")]
    [InlineData("message M { int32 a = 1; string b = 2; }", "now \"string = 2\"")]
    [InlineData("message M { int32 a = 1; }", "M.b (int32 = 2) was published and is gone")]
    [InlineData("message M { int32 a = 1; int32 c = 2; }", "M.c takes the number of M.b")]
    [InlineData("message M { int32 a = 1; int32 b = 2; int32 c = 3; }", "M.c (int32 = 3) is new")]
    public void A_break_of_the_published_contract_is_found(string proto, string? message)
    {
        var published = ProtoContract.Numbers("message M { int32 a = 1; int32 b = 2; }");

        var findings = ProtoContract.CheckPublished(ProtoContract.Numbers(proto), published).ToList();

        if (message is null)
            Assert.Empty(findings);
        else
            Assert.Contains(findings, finding => finding.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Publishing_adds_and_never_drops_changes_or_reuses()
    {
        var published = ProtoContract.Numbers("message M { int32 a = 1; int32 b = 2; }");
        var today = ProtoContract.Numbers("message M { string a = 1; int32 stolen = 2; int32 c = 3; }");

        Assert.Equal(ProtoContract.Numbers("message M { int32 a = 1; int32 b = 2; int32 c = 3; }"), ProtoContract.Publish(today, published));
    }

    [Fact]
    public void A_zero_that_decides_is_found() =>
        Assert.Single(ProtoContract.CheckEnums("a.proto", "enum Outcome { OUTCOME_APPROVE = 0; OUTCOME_DECLINE = 1; }"));

    private static SortedDictionary<string, string> Read(string path) =>
        JsonSerializer.Deserialize<SortedDictionary<string, string>>(File.ReadAllText(path), Rewriting.Json)!;
}
