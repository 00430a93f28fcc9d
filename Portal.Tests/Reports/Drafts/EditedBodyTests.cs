using Portal.Reports;
using Portal.Reports.Drafts;
using Portal.Reports.Pdf;

namespace Portal.Tests.Reports.Drafts;

/// <summary>The parts of a text while somebody edits them, and the signs that make words bold and lists deep.</summary>
public sealed class EditedBodyTests
{
    static EditedBody Of(params string[] words)
    {
        var body = new EditedBody();
        body.Read([.. words.Select(w => new DraftBlock(Guid.NewGuid(), DraftBlockKind.Paragraph) { Text = w })]);
        return body;
    }

    static string Words(EditedBody body) => string.Concat(body.Blocks.Select(b => b.Text));

    [Fact]
    public void A_part_moves_as_far_as_the_text_goes()
    {
        var body = Of("a", "b", "c");
        Assert.Equal(1, body.Move(body.Blocks[1], -1));
        Assert.Equal("bac", Words(body));
        Assert.Equal(1, body.Move(body.Blocks[0], -1));
        Assert.Equal(3, body.Move(body.Blocks[0], 5));
        Assert.Equal("acb", Words(body));
    }

    [Fact]
    public void What_was_removed_comes_back_where_it_was_the_last_first()
    {
        var body = Of("a", "b", "c");
        body.Remove(body.Blocks[0]);
        body.Remove(body.Blocks[1]);
        Assert.Equal("b", Words(body));
        Assert.Equal("c", body.LastRemoved!.Text);
        body.PutBack();
        Assert.Equal("bc", Words(body));
        body.PutBack();
        Assert.Equal("abc", Words(body));
        Assert.Null(body.PutBack());
    }

    [Fact]
    public void A_new_part_comes_after_the_one_that_is_worked_on()
    {
        var body = Of("a", "b");
        body.Current = body.Blocks[0].Id;
        body.Add(DraftBlockKind.Paragraph).Text = "x";
        body.Add(DraftBlockKind.Paragraph).Text = "y";
        Assert.Equal("axyb", Words(body));
        body.Current = Guid.NewGuid(); // gone
        body.Add(DraftBlockKind.Paragraph).Text = "z";
        Assert.Equal("axybz", Words(body));
    }

    [Fact]
    public void What_is_read_is_what_was_written()
    {
        DraftBlock[] blocks =
        [
            new(Guid.NewGuid(), DraftBlockKind.Heading) { Text = "Kop é 漢", Level = 3, KeepsWithNext = true }, new(Guid.NewGuid(), DraftBlockKind.List) { Text = "a\n- b", IsNumbered = true },
            new(Guid.NewGuid(), DraftBlockKind.Table) { Cells = [["k", "l"], ["1", "2"]] }, new(Guid.NewGuid(), DraftBlockKind.Picture) { FileId = Guid.NewGuid() }, new(Guid.NewGuid(), DraftBlockKind.PageBreak),
        ];
        var body = new EditedBody();
        body.Read(DraftBody.Read(DraftBody.Write(blocks).Value!));
        Assert.Equal(DraftBody.Write(blocks).Value, DraftBody.Write(body.ToBlocks()).Value);
        Assert.Equal([3, 1, 1, 1, 1], body.Blocks.Select(b => b.Level));
        Assert.Contains("U+6F22 CJK UNIFIED IDEOGRAPH-6F22", body.Blocks[0].Problem, StringComparison.Ordinal);
        Assert.Null(body.Blocks[1].Problem);
    }

    [Fact]
    public void What_no_editor_makes_is_refused()
    {
        DraftBlock part = new(Guid.NewGuid(), DraftBlockKind.Table);
        Assert.Equal(DraftErrors.NotUnderstood, DraftBody.Write([part with { Cells = [["a", "b"], ["a"]] }]).Error);
        Assert.Equal(DraftErrors.NotUnderstood, DraftBody.Write([part with { Level = 4 }]).Error);
        Assert.Equal(DraftErrors.NotUnderstood, DraftBody.Write([new(Guid.NewGuid(), (DraftBlockKind)99)]).Error);
        Assert.Equal("drafts.table_too_large", DraftBody.Write([part with { Cells = [.. Enumerable.Repeat<IReadOnlyList<string>>(["a"], DraftBody.MostRows + 2)] }]).Error?.Code);
        Assert.Equal("drafts.too_many_blocks", DraftBody.Write([.. Enumerable.Repeat(part, DraftBody.MostBlocks + 1)]).Error?.Code);
        Assert.Equal(DraftErrors.TooLong, DraftBody.Write([part with { Kind = DraftBlockKind.Paragraph, Text = new('é', ReportDraft.BodyLength) }]).Error);
    }

    [Theory]
    [InlineData("gewoon", "gewoon")]
    [InlineData("**vet** en niet", "[vet] en niet")]
    [InlineData("een **twee** drie **vier**", "een [twee] drie [vier]")]
    [InlineData("2 ** 3", "2 ** 3")]
    [InlineData("**a** ** b", "[a] ** b")]
    [InlineData("****", "")]
    public void Two_pairs_of_asterisks_make_words_bold(string text, string shown) =>
        Assert.Equal(shown, string.Concat(DraftWords.Of(text).Select(r => r.Style == TextStyle.Bold ? $"[{r.Text}]" : r.Text)));

    [Theory]
    [InlineData("a\nb", "a b")]
    [InlineData("a\n- b\n-- c\n- d\ne\n", "a (b (c) d) e")]
    [InlineData("- a\nb", "a b")]
    [InlineData("a\n--- b", "a (b)")]
    [InlineData("\n -\n", "")]
    public void Hyphens_set_an_item_below_the_one_before(string text, string shown)
    {
        Assert.Equal(shown, Shown(DraftWords.List(text, false)));

        static string Shown(ItemList list) => string.Join(' ', list.Items.Select(i => i.Text[0].Text + (i.Below is null ? "" : $" ({Shown(i.Below)})")));
    }

    [Fact]
    public void Hyphens_without_end_are_no_list_without_end() =>
        Assert.NotEmpty(PdfPages(DraftWords.List(string.Join('\n', Enumerable.Range(0, 40).Select(n => new string('-', n) + $" punt {n}")), true)));

    static byte[] PdfPages(ItemList list) => ReportWriter.Write(Pdf.PdfProbe.Document(list));
}
