//! Writes mutants into a source file, each behind its number.

use std::fmt;

use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::visit_mut::{VisitMut, visit_expr_mut, visit_stmt_mut};
use syn::{BinOp, Block, Expr, ItemConst, ItemFn, ReturnType, Signature, Stmt, Type, UnOp};

/// A small change to the source.
pub struct Mutant {
    /// What chooses it; from 1 on.
    pub number: u32,
    /// The file's name without its ending.
    pub file: String,
    /// The line.
    pub line: usize,
    /// What is changed.
    pub what: String,
}

impl fmt::Display for Mutant {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}.rs:{} {}", self.number, self.file, self.line, self.what)
    }
}

/// The file with its mutants, which are added to the list.
pub fn file(name: &str, text: &str, mutants: &mut Vec<Mutant>) -> syn::Result<String> {
    let mut file = syn::parse_file(text)?;
    Writer { name, mutants }.visit_file_mut(&mut file);
    Ok(prettyplease::unparse(&file))
}

struct Writer<'a> {
    name: &'a str,
    mutants: &'a mut Vec<Mutant>,
}

impl Writer<'_> {
    fn number(&mut self, at: &impl Spanned, what: String) -> u32 {
        let number = self.mutants.len() as u32 + 1;
        let line = at.span().start().line;
        self.mutants.push(Mutant { number, file: self.name.to_owned(), line, what });
        number
    }

    /// Early returns of plain values.
    fn returns(&mut self, signature: &Signature, block: &mut Block) {
        let values: &[&str] = match &signature.output {
            ReturnType::Default => &[""],
            ReturnType::Type(_, kind) => match &**kind {
                Type::Path(path) => {
                    let name = path.path.segments.last().map(|one| one.ident.to_string());
                    match name.as_deref() {
                        Some("bool") => &["true", "false"],
                        Some("u32" | "u64" | "i64" | "usize") => &["0", "1"],
                        Some("Option") => &["None"],
                        Some("Vec") => &["Vec::new()"],
                        _ => &[],
                    }
                }
                _ => &[],
            },
        };
        for value in values.iter().rev() {
            let what = format!("{} returns {value}", signature.ident);
            let number = self.number(signature, what.trim_end().to_owned());
            let value: proc_macro2::TokenStream = value.parse().unwrap_or_default();
            block
                .stmts
                .insert(0, syn::parse_quote! { if crate::mutants::on(#number) { return #value; } });
        }
    }

    /// The expression, or one of its variants.
    fn choose(&mut self, expr: &mut Expr, at: &impl Spanned, variants: Vec<(String, Expr)>) {
        let mut whole = expr.clone();
        for (what, variant) in variants {
            let number = self.number(at, what);
            whole = syn::parse_quote! {
                (if crate::mutants::on(#number) { #variant } else { #whole })
            };
        }
        *expr = whole;
    }
}

impl VisitMut for Writer<'_> {
    fn visit_item_const_mut(&mut self, _: &mut ItemConst) {}

    fn visit_item_fn_mut(&mut self, item: &mut ItemFn) {
        self.visit_block_mut(&mut item.block);
        self.returns(&item.sig, &mut item.block);
    }

    fn visit_impl_item_fn_mut(&mut self, item: &mut syn::ImplItemFn) {
        self.visit_block_mut(&mut item.block);
        self.returns(&item.sig, &mut item.block);
    }

    fn visit_stmt_mut(&mut self, stmt: &mut Stmt) {
        visit_stmt_mut(self, stmt);
        // What is gathered is not.
        if let Stmt::Expr(Expr::MethodCall(call), Some(_)) = stmt
            && ["push", "extend", "insert", "retain"].iter().any(|name| call.method == name)
        {
            let what = format!("without {}", short(call));
            let number = self.number(&*call, what);
            *stmt = syn::parse_quote! { if !crate::mutants::on(#number) { #stmt } };
        }
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        visit_expr_mut(self, expr);
        match expr {
            Expr::Binary(binary) if !has_let(&binary.left) && !has_let(&binary.right) => {
                let at = binary.op;
                let told = binary.op.to_token_stream().to_string();
                let variants = (others(&binary.op).iter())
                    .map(|op| {
                        let mut variant = binary.clone();
                        variant.op = syn::parse_str(op).unwrap_or(at);
                        (format!("{told} becomes {op}"), Expr::Binary(variant))
                    })
                    .collect();
                self.choose(expr, &at, variants);
            }
            Expr::Unary(unary) if matches!(unary.op, UnOp::Not(_)) => {
                let (at, inner) = (unary.op, (*unary.expr).clone());
                self.choose(expr, &at, vec![("without !".into(), inner)]);
            }
            Expr::If(one) if is_plain(&one.cond) => {
                let cond = one.cond.clone();
                let what = format!("if {} is negated", short(&cond));
                let negated: Expr = syn::parse_quote! { !(#cond) };
                let at = one.if_token;
                self.choose(&mut one.cond, &at, vec![(what, negated)]);
            }
            _ => {}
        }
    }
}

/// What an operator is confused with.
fn others(op: &BinOp) -> &'static [&'static str] {
    match op {
        BinOp::Eq(_) => &["!="],
        BinOp::Ne(_) => &["=="],
        BinOp::Lt(_) => &["<=", ">"],
        BinOp::Le(_) => &["<", ">"],
        BinOp::Gt(_) => &[">=", "<"],
        BinOp::Ge(_) => &[">", "<"],
        BinOp::And(_) => &["||"],
        BinOp::Or(_) => &["&&"],
        BinOp::Add(_) => &["-"],
        BinOp::Sub(_) => &["+"],
        BinOp::Mul(_) => &["+"],
        BinOp::Div(_) => &["*"],
        BinOp::AddAssign(_) => &["-="],
        BinOp::SubAssign(_) => &["+="],
        BinOp::BitOrAssign(_) => &["&="],
        _ => &[],
    }
}

/// Whether a part of a chain of conditions binds a name.
fn has_let(expr: &Expr) -> bool {
    match expr {
        Expr::Let(_) => true,
        Expr::Binary(binary) => has_let(&binary.left) || has_let(&binary.right),
        Expr::Paren(paren) => has_let(&paren.expr),
        _ => false,
    }
}

/// A condition in which nothing else is changed.
fn is_plain(expr: &Expr) -> bool {
    matches!(expr, Expr::MethodCall(_) | Expr::Call(_) | Expr::Path(_) | Expr::Field(_))
}

fn short(expr: &impl ToTokens) -> String {
    let text = quote! { #expr }.to_string();
    text.chars().take(50).collect()
}
